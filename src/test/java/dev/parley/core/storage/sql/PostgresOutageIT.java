package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static dev.parley.core.storage.Backend.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.OfflineStore.Row;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** R4, R35, G8: PostgreSQL dies or hangs, nobody waits for ever, and it comes back by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresOutageIT {
  private static final Jid JULIET = Jid.of("juliet", "example.com", null);
  private static final Tuning QUICK = new Tuning(64, Duration.ofMillis(2), Duration.ofSeconds(3));

  private final Vertx vertx = Vertx.vertx();
  private TestPostgres server;
  private StallingProxy proxy;
  private Storage storage;
  private String database;

  @BeforeAll
  void startServer() {
    server = new TestPostgres();
  }

  @AfterAll
  void stopServer() {
    server.close();
    await(vertx.close());
  }

  @BeforeEach
  void openStorage() {
    proxy = new StallingProxy(vertx, server.port());
    String url = server.freshDatabase();
    database = url.replaceAll(".*/|\\?.*", "");
    StorageConfig config =
        Backend.postgresConfig(url.replace(":" + server.port() + "/", ":" + proxy.port() + "/"));
    storage = new SqlStorage(vertx, await(SqlStorage.database(vertx, config, Path.of(""), QUICK)));
    await(storage.accounts().create(new Account(JULIET, true, Instant.EPOCH, List.of())));
  }

  @AfterEach
  void closeStorage() {
    await(storage.close());
    await(proxy.close());
  }

  private Future<Void> append(long id) {
    return storage.offline().append(JULIET, id, Instant.EPOCH, "<message/>", 10);
  }

  /** Completes when availability becomes what is asked for. */
  private Future<Void> becomes(boolean available) {
    Promise<Void> promise = Promise.promise();
    storage.onAvailability(now -> {
      if (now == available) {
        promise.tryComplete();
      }
    });
    if (storage.available() == available) {
      promise.tryComplete();
    }
    return promise.future();
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillUnderLoad() {
    var load = new Load();
    await(load.reached());
    server.kill();
    await(load.ended());
    await(becomes(false));
    assertFails(append(1_000_000), Kind.UNAVAILABLE);
    assertFails(storage.accounts().find(JULIET), Kind.UNAVAILABLE);

    Future<Void> back = becomes(true);
    server.start();
    await(back);

    List<Row> rows = await(storage.offline().load(JULIET, 0, 1_000_000));
    assertThat(rows).extracting(Row::id).containsAll(load.acknowledged);
    await(append(1_000_000));
  }

  @Test
  void aNetworkThatSwallowsEverythingIsNoticed() {
    proxy.stall();
    Future<Void> write = append(1);
    Future<?> read = storage.accounts().find(JULIET);

    assertFails(write, Kind.UNAVAILABLE);
    assertFails(read, Kind.UNAVAILABLE);
    assertThat(storage.available()).isFalse();
    assertThat(append(2).failed()).as("at once").isTrue();

    Future<Void> back = becomes(true);
    proxy.resume();
    await(back);
    await(append(3));
  }

  @Test
  void cutConnectionsAreReplaced() {
    await(append(1));
    Future<Void> gone = becomes(false);
    proxy.cut();
    await(gone);
    await(becomes(true));

    await(append(2));
    assertThat(await(storage.offline().count(JULIET))).isEqualTo(2);
  }

  @Test
  void connectionsEndedByTheAdministratorAreReplaced() {
    Future<Void> gone = becomes(false);
    server.execute(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database
            + "'");
    await(gone);
    await(becomes(true));

    await(append(1));
  }

  @Test
  void aLockedTableDoesNotHangTheCaller() throws Exception {
    try (var other = server.connect(database);
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE offline IN ACCESS EXCLUSIVE MODE");

      assertFails(append(1), Kind.UNAVAILABLE);
      assertFails(storage.offline().count(JULIET), Kind.UNAVAILABLE);
      other.rollback();
    }
    await(becomes(true));
    await(append(2));
  }

  @Test
  void aDatabaseThatBecameNewerIsNotTouched() {
    server.execute(
        database,
        "INSERT INTO schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (99, '999', 'later', 'SQL', 'V999.sql', 'x', 1, true)");
    Future<Void> gone = becomes(false);
    proxy.cut();
    await(gone);

    assertFails(append(1), Kind.UNAVAILABLE);
    Future<Void> back = becomes(true);
    server.execute(database, "DELETE FROM schema_history WHERE installed_rank = 99");
    await(back);
    await(append(1));
  }

  @Test
  void closingDoesNotWaitForAServerThatHangs() {
    proxy.stall();
    Future<Void> write = append(1);

    await(storage.close());

    assertThat(failure(write)).isInstanceOf(StorageException.class);
  }

  /** Callers who append until something fails, on one context. */
  private final class Load {
    private final List<Long> acknowledged = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private final Promise<Void> reached = Promise.promise();
    private long nextId = 1;
    private int active = 50;

    Load() {
      vertx.runOnContext(begin -> {
        for (int i = 0; i < active; i++) {
          next();
        }
      });
    }

    private void next() {
      long id = nextId++;
      append(id)
          .onComplete(done -> {
            if (done.succeeded()) {
              acknowledged.add(id);
              if (acknowledged.size() >= 500) {
                reached.tryComplete();
              }
              next();
            } else if (--active == 0) {
              ended.complete();
            }
          });
    }

    Future<Void> reached() {
      return reached.future().timeout(20, TimeUnit.SECONDS);
    }

    Future<Void> ended() {
      return ended.future();
    }
  }
}
