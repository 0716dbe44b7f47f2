package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.log.Seldom;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes to SQLite: takes what waits, commits it in one transaction, and tells
 * all who waited. While it commits, the next batch gathers; so a lone write is committed at once,
 * and many share the cost of a flush.
 *
 * <p>A statement that SQLite refuses fails alone. When a commit fails, its whole batch fails.
 */
@MayBlock
final class SqliteWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

  private final SqliteConnection connection;
  private final Availability availability;
  private final Tuning tuning;
  private final Seldom failures = new Seldom(Duration.ofSeconds(10));
  private final Backlog backlog = new Backlog();
  // Bounded by the backlog.
  private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "parley-sqlite-writer");
  private volatile List<Write> current = List.of();
  private volatile @Nullable String broken;
  private volatile boolean closing;
  private volatile boolean ended;
  private int expected = 1;

  SqliteWriter(SqliteConnection connection, Availability availability, Tuning tuning) {
    this.connection = connection;
    this.availability = availability;
    this.tuning = tuning;
  }

  void start() {
    thread.start();
  }

  /** Called on any thread. */
  void submit(Write write) {
    if (closing || broken != null || !availability.isAvailable()) {
      write.call().fail(Kind.UNAVAILABLE, "the database is unavailable");
    } else if (!backlog.enter(write.rows(), write.weight())) {
      write.call().fail(Kind.OVERLOADED, "too many writes wait for the database");
    } else {
      queue.add(write);
      if (ended) {
        refuseRest();
      }
    }
  }

  /** Fails all who wait if the oldest has waited too long; false if it has not. */
  boolean giveUp(long nanoTime) {
    List<Write> stuck = current;
    if (stuck.isEmpty() || nanoTime - stuck.get(0).call().since() < tuning.deadline().toNanos()) {
      return false;
    }
    availability.lost("the disk does not answer");
    List<Write> waiting = new ArrayList<>(stuck);
    queue.drainTo(waiting);
    for (Write write : waiting) {
      write.call().fail(Kind.UNAVAILABLE, "the disk does not answer");
    }
    waiting.subList(stuck.size(), waiting.size()).forEach(this::leave);
    return true;
  }

  /** Writes what waits and closes the connection; takes as long as that takes. */
  void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join();
  }

  private void run() {
    List<Write> batch = new ArrayList<>();
    while (gather(batch)) {
      current = List.copyOf(batch);
      if (broken == null) {
        commit(batch);
      } else {
        batch.forEach(write -> write.call().fail(Kind.UNAVAILABLE, "the disk lost data"));
      }
      current = List.of();
      batch.forEach(this::leave);
      batch.clear();
      if (broken == null) {
        availability.regained();
      }
    }
    ended = true;
    refuseRest();
    try {
      connection.close();
    } catch (SQLException cause) {
      LOG.warn("the database was not closed cleanly", cause);
    }
  }

  /** Those who came while it closed. */
  private void refuseRest() {
    for (Write late = queue.poll(); late != null; late = queue.poll()) {
      late.call().fail(Kind.UNAVAILABLE, "the database is closed");
    }
  }

  /** Fills the batch; false when closed and nothing is left. */
  private boolean gather(List<Write> batch) {
    int rows = 0;
    long until = 0;
    while (rows < Tuning.MOST_ROWS) {
      Write next = queue.poll();
      if (next == null && rows == 0) {
        next = take();
        if (next == null) {
          return false;
        }
      } else if (next == null) {
        // As many as last time are likely on their way; a lone writer never waits.
        if (rows >= expected || rows >= tuning.batchRows() || closing) {
          break;
        }
        until = until == 0 ? System.nanoTime() + tuning.batchWait().toNanos() : until;
        next = poll(until - System.nanoTime());
        if (next == null) {
          break;
        }
      }
      batch.add(next);
      rows += next.rows();
    }
    expected = rows;
    return true;
  }

  private @Nullable Write take() {
    while (!closing) {
      try {
        return queue.take();
      } catch (InterruptedException closed) {
        LOG.debug("writer woken to close");
      }
    }
    return queue.poll();
  }

  private @Nullable Write poll(long nanos) {
    try {
      return queue.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException closed) {
      return null;
    }
  }

  private void commit(List<Write> batch) {
    List<Object> outcomes = new ArrayList<>(batch.size());
    try {
      connection.execute("BEGIN IMMEDIATE");
      for (Write write : batch) {
        outcomes.add(write.rows() == 1 ? single(write) : several(write));
      }
      connection.execute("COMMIT");
    } catch (SQLException cause) {
      rollback();
      failed(batch, cause);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      end(batch.get(i).call(), outcomes.get(i));
    }
  }

  private Object single(Write write) throws SQLException {
    try {
      return List.of(connection.update(write.statements().get(0)));
    } catch (SQLException cause) {
      return refused(cause);
    }
  }

  private Object several(Write write) throws SQLException {
    connection.execute("SAVEPOINT several");
    Object outcome;
    try {
      List<Integer> counts = new ArrayList<>(write.rows());
      for (Statement statement : write.statements()) {
        counts.add(connection.update(statement));
      }
      outcome = counts;
    } catch (SQLException cause) {
      outcome = refused(cause);
      connection.execute("ROLLBACK TO several");
    }
    connection.execute("RELEASE several");
    return outcome;
  }

  /** The outcome of a statement that failed alone; throws what fails the whole transaction. */
  private static StorageException refused(SQLException cause) throws SQLException {
    if (!SqliteErrors.isOfStatement(cause)) {
      throw cause;
    }
    return SqliteErrors.toStorage(cause);
  }

  @SuppressWarnings("unchecked")
  private static void end(Call<List<Integer>> call, Object outcome) {
    if (outcome instanceof StorageException failure) {
      call.fail(failure);
    } else {
      call.succeed((List<Integer>) outcome);
    }
  }

  private void failed(List<Write> batch, SQLException cause) {
    StorageException failure = SqliteErrors.toStorage(cause);
    if (failures.isTime()) {
      LOG.error("{} writes failed: {}", batch.size(), cause.getMessage());
    }
    if (SqliteErrors.isFlushFailure(cause)) {
      // The kernel may drop what it could not flush and report the next flush as fine.
      broken = "the disk does not flush";
      availability.lost("the disk does not flush; repair it and start again");
    }
    batch.forEach(write -> write.call().fail(failure));
  }

  private void rollback() {
    try {
      connection.execute("ROLLBACK");
    } catch (SQLException ended) {
      // SQLite has rolled back by itself, as it does when the disk is full.
      LOG.debug("nothing to roll back", ended);
    }
  }

  private void leave(Write write) {
    backlog.leave(write.rows(), write.weight());
  }
}
