package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageOpenException;
import java.util.List;

/** The versions of our tables, one file of SQL for each step to the next. */
final class Schema {
  /** Where Flyway writes down what it did. */
  static final String HISTORY = "schema_history";

  /** Steps in their order; a step that was released is never changed. */
  static final List<String> STEPS =
      List.of(
          "V1__accounts.sql",
          "V2__archive.sql",
          "V3__logins.sql",
          "V4__pubsub.sql",
          "V5__push.sql",
          "V6__uploads.sql",
          "V7__approvals.sql",
          "V8__rooms.sql",
          "V9__room_versions.sql",
          "V10__room_cards.sql",
          "V13__operators.sql",
          "V14__reports.sql",
          "V17__push_credentials.sql");

  /** The version of a database that has all steps. */
  static final long VERSION = version(STEPS.get(STEPS.size() - 1));

  /** Asks for the version that a database has; fails if the table of the history is not there. */
  static final String INSTALLED_TEXT =
      "SELECT version FROM "
          + HISTORY
          + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1";

  /** The same for our own drivers. */
  static final Sql INSTALLED = Sql.of(INSTALLED_TEXT);

  private Schema() {}

  /** The number in the name of a step, as 6 of {@code V6__uploads.sql}. */
  private static long version(String step) {
    return Long.parseLong(step.substring(1, step.indexOf('_')));
  }

  /** The version in the answer to {@link #INSTALLED}, 0 if there is none. */
  static long installed(List<Row> rows) {
    return rows.isEmpty() ? 0 : Long.parseLong(rows.get(0).text(0));
  }

  /** True if steps are missing; refuses a database that a later version has changed. */
  static boolean isOld(long installed) {
    if (installed > VERSION) {
      throw new StorageOpenException(
          "The database has schema version "
              + installed
              + ", but this version of Parley knows only "
              + VERSION
              + ": start the newer Parley, or restore a backup made before the upgrade.",
          null);
    }
    return installed < VERSION;
  }
}
