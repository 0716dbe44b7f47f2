package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;
import static dev.parley.core.storage.Backend.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StorageOpenException;
import dev.parley.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How PostgreSQL is opened, and what those are told who cannot. */
class PostgresOpenIT {
  private final Vertx vertx = Vertx.vertx();
  private final TestPostgres server = TestPostgres.shared();

  @AfterEach
  void closeVertx() {
    await(vertx.close());
  }

  private String refusal(StorageConfig config) {
    Throwable cause = failure(Storage.open(vertx, config, Path.of("")));
    assertThat(cause).isInstanceOf(StorageOpenException.class);
    assertThat(cause).hasMessageNotContaining(TestPostgres.PASSWORD).hasMessageEndingWith(".");
    return String.valueOf(cause.getMessage());
  }

  private String refusal(String url) {
    return refusal(Backend.postgresConfig(url));
  }

  @Test
  void opensTwiceAndDescribesItself() {
    StorageConfig config = Backend.postgresConfig(server.freshDatabase());

    await(await(Storage.open(vertx, config, Path.of(""))).close());
    Storage storage = await(Storage.open(vertx, config, Path.of("")));

    assertThat(storage.description())
        .startsWith("PostgreSQL 16")
        .contains("127.0.0.1:" + server.port())
        .endsWith("commits are flushed to disk")
        .doesNotContain(TestPostgres.PASSWORD);
    await(storage.close());
  }

  @Test
  void twoServersMayMakeTheTablesAtOnce() {
    StorageConfig config = Backend.postgresConfig(server.freshDatabase());
    var first = Storage.open(vertx, config, Path.of(""));
    var second = Storage.open(vertx, config, Path.of(""));

    await(await(first).close());
    await(await(second).close());
  }

  @Test
  void takesThePasswordFromApart() {
    String url = server.freshDatabase().replaceFirst(":se[^@]*@", "@");
    var config = new StorageConfig(url, TestPostgres.PASSWORD, Sync.NORMAL, 1);

    await(await(Storage.open(vertx, config, Path.of(""))).close());
  }

  @Test
  void refusesAWrongPassword() {
    assertThat(refusal(server.url("postgres", "wrong"))).contains("wrong password");
  }

  @Test
  void refusesAMissingDatabase() {
    String missing = server.freshDatabase().replaceFirst("/test\\d+", "/missing");

    assertThat(refusal(missing)).contains("no such database");
  }

  @Test
  void refusesAServerThatIsNotThere() {
    assertThat(refusal("postgresql://postgres:x@127.0.0.1:1/parley")).contains("cannot be reached");
  }

  @Test
  void refusesAHostThatDoesNotExist() {
    assertThat(refusal("postgresql://postgres:x@parley.invalid/parley"))
        .contains("parley.invalid:5432/parley cannot be reached");
  }

  @Test
  void refusesATlsThatTheServerDoesNotHave() {
    assertThat(refusal(server.freshDatabase().replace("disable", "require")))
        .contains("cannot be reached");
  }

  @Test
  void refusesANewerSchema() {
    String url = server.freshDatabase();
    await(await(Storage.open(vertx, Backend.postgresConfig(url), Path.of(""))).close());
    server.execute(
        url.replaceAll(".*/|\\?.*", ""),
        "UPDATE schema_history SET version = '999'"
            + " WHERE installed_rank = (SELECT max(installed_rank) FROM schema_history)");

    assertThat(refusal(url)).contains("999").contains("newer Parley");
  }

  @Test
  void refusesAUserWhoMayNotMakeTables() {
    String url = server.freshDatabase();
    server.execute("postgres", "CREATE ROLE guest LOGIN PASSWORD 'guest'");

    assertThat(refusal(url.replaceFirst("postgres:se[^@]*@", "guest:guest@")))
        .contains("does not let user guest make tables");
  }

  @Test
  void saysThatAServerIsNotSafe() {
    try (var unsafe = new TestPostgres("fsync=off", "full_page_writes=off")) {
      StorageConfig config = Backend.postgresConfig(unsafe.freshDatabase());
      Storage storage = await(Storage.open(vertx, config, Path.of("")));

      assertThat(storage.description()).contains("NOT SAFE: fsync is off");
      await(storage.close());
    }
  }
}
