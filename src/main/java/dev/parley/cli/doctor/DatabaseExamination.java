package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.StorageOpenException;
import dev.parley.core.storage.sql.DatabaseInspection;
import java.time.Duration;

/** The database: does it answer, is it whole, do its tables and its clock fit? */
@MayBlock
final class DatabaseExamination {
  private static final String ABOUT = "Database";
  private static final Duration MOST_APART = Duration.ofSeconds(5);

  private final ParleyConfig config;
  private final Findings findings;

  DatabaseExamination(ParleyConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  void examine() {
    try {
      report(DatabaseInspection.of(config.storage(), config.data()));
    } catch (StorageOpenException e) {
      findings.fault(
          ABOUT,
          String.valueOf(e.getMessage()),
          "Correct storage.url and its password, or start the database; a damaged file is to be"
              + " replaced by a backup.");
    }
  }

  private void report(DatabaseInspection found) {
    if (found.schema() > found.known()) {
      findings.fault(
          ABOUT,
          found.description()
              + " has tables of version "
              + found.schema()
              + "; this Parley knows only "
              + found.known()
              + ".",
          "Start the newer Parley, or restore a backup made before the upgrade.");
      return;
    }
    for (String damage : found.damages()) {
      findings.fault(
          ABOUT,
          found.description() + " is damaged: " + damage,
          "Stop the server, keep a copy of the file, and restore the last backup.");
    }
    if (found.damages().isEmpty()) {
      findings.fine(ABOUT, found.description() + (found.isChecked() ? ", undamaged." : "."));
    }
    if (found.schema() > 0 && found.schema() < found.known()) {
      findings.mind(
          ABOUT,
          "Its tables are of version "
              + found.schema()
              + "; the next start brings them to "
              + found.known()
              + ".",
          "Make a backup before that: older versions of Parley cannot use it afterwards.");
    }
    Duration ahead = found.ahead();
    if (ahead != null && ahead.abs().compareTo(MOST_APART) > 0) {
      findings.fault(
          ABOUT,
          "The clock of the database is " + Clocks.words(ahead) + " this machine's.",
          "Let both machines take their time from the network (systemd-timesyncd, chrony).");
    }
  }
}
