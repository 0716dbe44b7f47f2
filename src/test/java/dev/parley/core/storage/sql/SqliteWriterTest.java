package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Group commit on SQLite when something goes wrong. */
class SqliteWriterTest {
  private static final Sql INSERT = Sql.of("INSERT INTO t (owner, text) VALUES ($1, $2)");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Availability availability = new Availability();
  private SqliteConnection connection;
  private SqliteWriter writer;

  @BeforeEach
  void startWriter() throws Exception {
    connection = SqliteConnection.writer(folder.resolve("t.db"), Sync.FULL, Duration.ofMillis(200));
    connection.execute("CREATE TABLE t (owner TEXT PRIMARY KEY, text TEXT NOT NULL)");
    writer = new SqliteWriter(connection, availability, Tuning.DEFAULT);
    writer.start();
  }

  @AfterEach
  void stopWriter() throws Exception {
    writer.close();
    await(vertx.close());
  }

  private Future<List<Integer>> write(Statement... statements) {
    Write write = Write.of(vertx, List.of(statements));
    writer.submit(write);
    return write.call().future();
  }

  private List<String> owners() throws Exception {
    try (var reader = SqliteConnection.reader(folder.resolve("t.db"), Duration.ofMillis(200))) {
      return reader.query(Sql.of("SELECT owner FROM t ORDER BY owner").with()).stream()
          .map(row -> row.text(0))
          .toList();
    }
  }

  @Test
  void aFullDiskRefusesWritesUntilThereIsRoom() throws Exception {
    await(write(INSERT.with("a", "before")));
    // The limit lives in this connection; its thread is idle now.
    connection.execute("PRAGMA max_page_count = 10");

    assertFails(write(INSERT.with("b", "x".repeat(100_000))), Kind.FULL);
    assertThat(owners()).containsExactly("a");
    await(write(INSERT.with("c", "small")));

    connection.execute("PRAGMA max_page_count = 1000000");
    await(write(INSERT.with("d", "x".repeat(100_000))));
    assertThat(owners()).containsExactly("a", "c", "d");
  }

  @Test
  void statementsOfOneWriteAreDoneTogetherOrNotAtAll() throws Exception {
    List<Future<List<Integer>>> writes = new ArrayList<>();
    writes.add(write(INSERT.with("a", "1")));
    writes.add(write(INSERT.with("b", "1"), INSERT.with("a", "again")));
    writes.add(write(INSERT.with("c", "1"), INSERT.with("d", "1")));

    await(writes.get(0));
    assertFails(writes.get(1), Kind.CONFLICT);
    assertThat(await(writes.get(2))).containsExactly(1, 1);
    assertThat(owners()).containsExactly("a", "c", "d");
  }

  @Test
  void anotherProcessThatHoldsTheFileIsNotWaitedForForEver() throws Exception {
    try (var other = SqliteConnection.writer(folder.resolve("t.db"), Sync.FULL, Duration.ZERO)) {
      other.execute("BEGIN IMMEDIATE");

      assertFails(write(INSERT.with("a", "1")), Kind.UNAVAILABLE);

      other.execute("ROLLBACK");
    }
    await(write(INSERT.with("a", "1")));
  }

  @Test
  void whatWasBegunIsDoneBeforeClosing() throws Exception {
    List<Future<List<Integer>>> writes =
        IntStream.range(0, 1000).mapToObj(i -> write(INSERT.with("owner " + i, "x"))).toList();

    writer.close();

    await(Future.all(writes));
    assertThat(owners()).hasSize(1000);
    assertFails(write(INSERT.with("late", "x")), Kind.UNAVAILABLE);
  }

  @Test
  void tooMuchIsRefusedNotKept() {
    String large = "x".repeat(1 << 20);
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      writes.add(write(INSERT.with("owner " + i, large)));
    }
    await(Future.join(writes).transform(ended -> Future.succeededFuture()));

    assertThat(writes).filteredOn(Future::succeeded).hasSizeGreaterThanOrEqualTo(60);
    List<Future<?>> refused =
        writes.stream().<Future<?>>map(f -> f).filter(Future::failed).toList();
    assertThat(refused).isNotEmpty();
    refused.forEach(one -> assertFails(one, Kind.OVERLOADED));
  }

  @Test
  void aStuckDiskIsGivenUp() throws Exception {
    try (var other = SqliteConnection.writer(folder.resolve("t.db"), Sync.FULL, Duration.ZERO)) {
      other.execute("BEGIN IMMEDIATE");
      Future<List<Integer>> stuck = write(INSERT.with("a", "1"));
      long later = System.nanoTime() + Tuning.DEFAULT.deadline().toNanos() + 1_000_000_000L;
      // The writer waits for the other process, as it would for a disk.
      while (!writer.giveUp(later)) {
        Thread.onSpinWait();
      }

      assertFails(stuck, Kind.UNAVAILABLE);
      assertThat(availability.isAvailable()).isFalse();
      assertFails(write(INSERT.with("b", "1")), Kind.UNAVAILABLE);
      other.execute("ROLLBACK");
    }
    while (!availability.isAvailable()) {
      Thread.onSpinWait();
    }
    await(write(INSERT.with("c", "1")));
  }
}
