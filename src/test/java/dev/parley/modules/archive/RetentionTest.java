package dev.parley.modules.archive;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.archive.WordIndex;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ArchiveStore.Entry;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.core.storage.ArchiveUpkeep.Archive;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final Jid JULIET = Jid.parse("juliet@capulet.example");
  private static final Jid ROMEO = Jid.parse("romeo@montague.example");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final JsonObject settings = new JsonObject().put("keepDays", 0);
  private Backend backend;
  private Storage storage;
  private Retention retention;

  @BeforeEach
  void open(@TempDir Path folder) {
    backend = Backend.sqlite(folder);
    storage = backend.storage();
    retention = new Retention(storage.archiveUpkeep(), () -> settings, () -> NOW);
    for (Jid owner : List.of(JULIET, ROMEO)) {
      await(storage.accounts().create(new Account(owner, true, NOW, List.of())));
      for (int days = 0; days <= 300; days++) {
        append(owner, days);
      }
    }
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private void append(Jid owner, int daysAgo) {
    Instant time = NOW.minus(300 - daysAgo, ChronoUnit.DAYS);
    String stanza = "<message><body>day " + daysAgo + "</body></message>";
    long id = RowIds.first(time.toEpochMilli());
    await(storage.archive().append(owner, new Entry(id, ROMEO, false, null, stanza)));
  }

  private int left(Jid owner) {
    return await(storage.archive().page(owner, Filter.ALL, false, 1000)).size();
  }

  @Test
  void deletesNothingUnlessToldTo() {
    assertThat(await(retention.run())).isZero();
    assertThat(left(JULIET)).isEqualTo(301);
  }

  @Test
  void deletesWhatIsOlder() {
    settings.put("keepDays", 10);

    assertThat(await(retention.run())).isEqualTo(2 * 290);
    assertThat(left(JULIET)).isEqualTo(11);
    List<Row> rows = await(storage.archive().page(JULIET, Filter.ALL, false, 1));
    assertThat(rows.get(0).stanza()).contains("day 290");
    assertThat(await(retention.run())).isZero();
  }

  @Test
  void deletesTheWordsToo() {
    await(new WordIndex(storage.archive(), storage.archiveWords()).catchUp(JULIET));
    assertThat(backend.query("SELECT count(*) FROM archive_words")).containsExactly("602");
    settings.put("keepDays", 10);

    await(retention.run());

    assertThat(backend.query("SELECT count(*) FROM archive_words")).containsExactly("22");
  }

  @Test
  void deletesTheArchivesOfThoseWhoAreGone() {
    await(storage.accounts().delete(JULIET));

    assertThat(await(retention.run())).isEqualTo(301);

    assertThat(backend.query("SELECT count(*) FROM archive")).containsExactly("301");
    assertThat(backend.query("SELECT owner FROM archives")).containsExactly(ROMEO.toString());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # own, domain, all, days
          , , 0, 0
          , , 30, 30
          , 7, 30, 7
          , 0, 30, 0
          3, 7, 30, 3
          0, 7, 30, 0
          """)
  void days(Integer own, Integer domain, int all, int days) {
    JsonObject domains = new JsonObject();
    if (domain != null) {
      domains.put(JULIET.domain(), domain);
    }
    JsonObject set = new JsonObject().put("keepDays", all).put("keepDaysByDomain", domains);

    assertThat(Retention.days(JULIET, new Archive(1, JULIET, own, 1, 0), set)).isEqualTo(days);
  }
}
