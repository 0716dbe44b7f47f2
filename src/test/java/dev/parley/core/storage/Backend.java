package dev.parley.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database under test: the storage on it, and a way around the storage. */
public final class Backend implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final Storage storage;
  private final Direct direct;

  private interface Direct {
    Connection connect() throws SQLException;
  }

  private Backend(StorageConfig config, Path data, Direct direct) {
    this.storage = await(Storage.open(vertx, config, data));
    this.direct = direct;
  }

  /** SQLite in a folder. */
  public static Backend sqlite(Path folder) {
    return new Backend(
        sqliteConfig(),
        folder,
        () -> DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db")));
  }

  /** The configuration of {@link #sqlite}. */
  public static StorageConfig sqliteConfig() {
    return new StorageConfig("sqlite:test.db", null, Sync.FULL, 2);
  }

  /** A new database in PostgreSQL. */
  public static Backend postgres(TestPostgres server) {
    String url = server.freshDatabase();
    String name = url.replaceAll(".*/|\\?.*", "");
    return new Backend(postgresConfig(url), Path.of(""), () -> server.connect(name));
  }

  /** A configuration for PostgreSQL. */
  public static StorageConfig postgresConfig(String url) {
    return new StorageConfig(url, null, Sync.FULL, 4);
  }

  /** The storage under test. */
  public Storage storage() {
    return storage;
  }

  /** Runs SQL as an administrator might. */
  public void execute(String... commands) {
    try (Connection connection = direct.connect();
        var statement = connection.createStatement()) {
      for (String sql : commands) {
        statement.execute(sql);
      }
    } catch (SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** The first column of the answer to a query. */
  public List<String> query(String sql) {
    try (Connection connection = direct.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    } catch (SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    await(storage.close());
    await(vertx.close());
  }

  /** The result of a future that succeeds. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException cause) {
      throw new AssertionError("the future failed", cause);
    }
  }

  /** The cause of a future that fails. */
  public static Throwable failure(Future<?> future) {
    return await(future.transform(ended -> Future.succeededFuture(ended.cause())));
  }

  /** Checks that a future fails in one way. */
  public static void assertFails(Future<?> future, Kind kind) {
    assertThat(failure(future))
        .isInstanceOfSatisfying(
            StorageException.class, cause -> assertThat(cause.kind()).isEqualTo(kind));
  }
}
