package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Group commit on one connection: sends what waits as one transaction in one go, and gathers the
 * next batch while that is under way. If PostgreSQL refuses a statement, the writes of the batch
 * are done again one by one, so that only the wrong one fails.
 *
 * <p>State is touched on the lane's context only.
 */
final class PgWriter {
  private final PgLane lane;
  private final Backlog backlog = new Backlog();
  private final Queue<Write> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Deque<Write> waiting = new ArrayDeque<>();
  private List<Write> current = List.of();
  private @Nullable StorageException closed;
  private @Nullable Promise<Void> idle;

  PgWriter(PgLane lane) {
    this.lane = lane;
  }

  PgLane lane() {
    return lane;
  }

  /** Called on any thread. */
  void submit(Write write) {
    if (!backlog.enter(write.rows(), write.weight())) {
      write.call().fail(Kind.OVERLOADED, "too many writes wait for the database");
      return;
    }
    arrived.add(write);
    if (scheduled.compareAndSet(false, true)) {
      lane.context().runOnContext(ignored -> collect());
    }
  }

  /** When the oldest write began, as {@link System#nanoTime}; null if none is under way. */
  @Nullable Long oldest() {
    Write oldest = current.isEmpty() ? waiting.peek() : current.get(0);
    return oldest == null ? null : oldest.call().since();
  }

  /** Fails all that waits and all that comes; on the context. */
  void fail(StorageException cause) {
    closed = cause;
    collect();
    current.forEach(write -> write.call().fail(cause));
    waiting.forEach(write -> write.call().fail(cause));
    waiting.clear();
    if (idle != null) {
      idle.tryComplete();
    }
  }

  private void collect() {
    scheduled.set(false);
    for (Write next = arrived.poll(); next != null; next = arrived.poll()) {
      if (closed == null) {
        waiting.add(next);
      } else {
        next.call().fail(closed);
      }
    }
    if (current.isEmpty() && !waiting.isEmpty()) {
      send();
    }
  }

  private void send() {
    List<Write> batch = new ArrayList<>();
    int rows = 0;
    for (Write next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      rows += next.rows();
      backlog.leave(next.rows(), next.weight());
      if (rows >= Tuning.MOST_ROWS) {
        break;
      }
    }
    current = batch;
    commit(batch)
        .onComplete(done -> {
          if (done.succeeded()) {
            for (int i = 0; i < batch.size(); i++) {
              batch.get(i).call().succeed(done.result().get(i));
            }
            next();
          } else if (batch.size() > 1 && PgErrors.isOfStatement(done.cause())) {
            oneByOne(batch);
          } else {
            StorageException failure = lane.failure(done.cause());
            batch.forEach(write -> write.call().fail(failure));
            next();
          }
        });
  }

  private void next() {
    current = List.of();
    collect();
    tellIfIdle();
  }

  private void tellIfIdle() {
    if (current.isEmpty() && idle != null) {
      idle.tryComplete();
    }
  }

  /** Completes when nothing is under way; nothing may be submitted from then on. */
  Future<Void> drain() {
    Promise<Void> drained = Promise.promise();
    lane.context()
        .runOnContext(ignored -> {
          idle = drained;
          collect();
          tellIfIdle();
        });
    return drained.future();
  }

  private void oneByOne(List<Write> batch) {
    List<Future<?>> ends = new ArrayList<>(batch.size());
    for (Write write : batch) {
      ends.add(
          commit(List.of(write))
              .onSuccess(counts -> write.call().succeed(counts.get(0)))
              .onFailure(cause -> write.call().fail(lane.failure(cause))));
    }
    Future.join(ends).onComplete(done -> next());
  }

  /** Does the writes in one transaction; gives the changed rows of each statement of each. */
  private Future<List<List<Integer>>> commit(List<Write> batch) {
    List<Run> runs = runs(batch);
    // Alone, a run is a transaction of its own.
    boolean bracketed = runs.size() > 1;
    List<Future<?>> answers = new ArrayList<>();
    if (bracketed) {
      answers.add(lane.connection().query("BEGIN").execute());
    }
    for (Run run : runs) {
      answers.add(run.send(lane));
    }
    if (bracketed) {
      answers.add(lane.connection().query("COMMIT").execute());
    }
    // The first failure is the true one; those behind it say that the transaction is aborted.
    return Future.join(answers)
        .transform(joined -> {
          for (Future<?> answer : answers) {
            if (answer.failed()) {
              return Future.failedFuture(answer.cause());
            }
          }
          return Future.succeededFuture(counts(batch, runs));
        });
  }

  /** Neighbouring statements with one SQL are sent as one. */
  @SuppressWarnings("ReferenceEquality") // each statement of ours is one object
  private static List<Run> runs(List<Write> batch) {
    List<Run> runs = new ArrayList<>();
    Run run = null;
    for (Write write : batch) {
      for (Statement statement : write.statements()) {
        if (run == null || run.sql != statement.sql()) {
          run = new Run(statement.sql());
          runs.add(run);
        }
        run.arguments.add(PgLane.tuple(statement.arguments()));
      }
    }
    return runs;
  }

  private static List<List<Integer>> counts(List<Write> batch, List<Run> runs) {
    List<Integer> all = new ArrayList<>();
    runs.forEach(run -> all.addAll(run.counts));
    List<List<Integer>> counts = new ArrayList<>(batch.size());
    int from = 0;
    for (Write write : batch) {
      counts.add(all.subList(from, from + write.rows()));
      from += write.rows();
    }
    return counts;
  }

  /** One SQL and the arguments of each of its executions, and then how many rows each changed. */
  private static final class Run {
    private final Sql sql;
    private final List<Tuple> arguments = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    Run(Sql sql) {
      this.sql = sql;
    }

    Future<?> send(PgLane lane) {
      return lane.execute(sql, arguments)
          .onSuccess(answer -> {
            for (RowSet<Row> one = answer; one != null; one = one.next()) {
              counts.add(one.rowCount());
            }
          });
    }
  }
}
