package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageOpenException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * What we need to know of a PostgreSQL server before we trust it.
 *
 * @param version as in {@code 16.9}
 * @param schema installed version of our tables, 0 if there are none
 * @param dangers settings that make it lose commits, in words
 */
record PgFacts(String version, long schema, List<String> dangers) {
  static final PgFacts UNKNOWN = new PgFacts("", 0, List.of());

  private static final Sql SETTINGS =
      Sql.of(
          "SELECT current_setting('server_version'), current_setting('fsync'),"
              + " current_setting('synchronous_commit'), current_setting('full_page_writes'),"
              + " current_setting('transaction_read_only'),"
              + " CAST(to_regclass('"
              + Schema.HISTORY
              + "') AS TEXT)");

  /** Asks over a new connection, on its context; a server that cannot be written fails. */
  static Future<PgFacts> ask(PgLane lane) {
    return lane.execute(SETTINGS.with())
        .compose(answer -> {
          Row settings = PgLane.rows(answer).get(0);
          if (settings.text(4).equals("on")) {
            return Future.failedFuture(
                new StorageOpenException("PostgreSQL is a standby: give the primary.", null));
          }
          PgFacts facts = new PgFacts(settings.text(0), 0, dangers(settings));
          return settings.isNull(5)
              ? Future.succeededFuture(facts)
              : lane.execute(Schema.INSTALLED.with())
                  .map(rows -> facts.withSchema(Schema.installed(PgLane.rows(rows))));
        });
  }

  private PgFacts withSchema(long installed) {
    return new PgFacts(version, installed, dangers);
  }

  private static List<String> dangers(Row settings) {
    List<String> dangers = new ArrayList<>();
    if (settings.text(1).equals("off")) {
      dangers.add("fsync is off: a power cut destroys the database");
    }
    if (settings.text(2).equals("off")) {
      dangers.add("synchronous_commit is off: a crash loses the last commits");
    }
    if (settings.text(3).equals("off")) {
      dangers.add("full_page_writes is off: a power cut may destroy the database");
    }
    return List.copyOf(dangers);
  }
}
