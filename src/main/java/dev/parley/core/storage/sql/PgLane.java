package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to PostgreSQL and the event loop that it lives on. Statements are sent without
 * waiting for the answers to those before, and are answered in their order.
 */
final class PgLane {
  static final int MOST_READS = 5_000;

  private final Context context;
  private final SqlConnection connection;
  private final AtomicInteger load = new AtomicInteger();
  private final Deque<Call<?>> reads = new ArrayDeque<>();
  private final Consumer<String> onBroken;
  private @Nullable StorageException closed;

  /**
   * Called on the context, which is the connection's.
   *
   * @param onBroken told the reason when the connection is of no more use
   */
  PgLane(Context context, SqlConnection connection, Consumer<String> onBroken) {
    this.context = context;
    this.connection = connection;
    this.onBroken = onBroken;
  }

  Context context() {
    return context;
  }

  SqlConnection connection() {
    return connection;
  }

  /** How many reads are under way; on any thread. */
  int load() {
    return load.get();
  }

  /** Reads; called on any thread. */
  void read(Statement statement, Call<List<Row>> call) {
    if (load.incrementAndGet() > MOST_READS) {
      load.decrementAndGet();
      call.fail(Kind.OVERLOADED, "too many reads wait for the database");
      return;
    }
    context.runOnContext(ignored -> {
      if (closed != null) {
        load.decrementAndGet();
        call.fail(closed);
        return;
      }
      reads.add(call);
      execute(statement)
          .onComplete(answer -> {
            load.decrementAndGet();
            reads.remove(call);
            if (answer.succeeded()) {
              call.succeed(rows(answer.result()));
            } else {
              call.fail(failure(answer.cause()));
            }
          });
    });
  }

  /** When the oldest read began, as {@link System#nanoTime}; null if none is under way. */
  @Nullable Long oldest() {
    Call<?> oldest = reads.peek();
    return oldest == null ? null : oldest.since();
  }

  /** The failure that a caller gets; gives the connection up if that is what it means. */
  StorageException failure(Throwable cause) {
    if (PgErrors.isOfConnection(cause)) {
      onBroken.accept(String.valueOf(cause.getMessage()));
    }
    return PgErrors.toStorage(cause);
  }

  /** Fails all that is under way and all that comes; on the context. */
  void fail(StorageException cause) {
    closed = cause;
    List.copyOf(reads).forEach(call -> call.fail(cause));
    reads.clear();
  }

  /** Completes when all that was sent before has been answered. */
  Future<Void> drain() {
    Promise<Void> drained = Promise.promise();
    context.runOnContext(
        ignored -> connection.query("SELECT 1").execute().<Void>mapEmpty().onComplete(drained));
    return drained.future();
  }

  /** Sends one statement; on the context. */
  Future<RowSet<io.vertx.sqlclient.Row>> execute(Statement statement) {
    return connection
        .preparedQuery(statement.sql().postgresql())
        .execute(tuple(statement.arguments()));
  }

  /** Sends one SQL with many arguments, in one transaction; on the context. */
  Future<RowSet<io.vertx.sqlclient.Row>> execute(Sql sql, List<Tuple> arguments) {
    return connection.preparedQuery(sql.postgresql()).executeBatch(arguments);
  }

  static Tuple tuple(@Nullable Object[] arguments) {
    Tuple tuple = Tuple.tuple(new ArrayList<>(arguments.length));
    for (Object argument : arguments) {
      tuple.addValue(argument instanceof byte[] bytes ? Buffer.buffer(bytes) : argument);
    }
    return tuple;
  }

  static List<Row> rows(RowSet<io.vertx.sqlclient.Row> answer) {
    List<Row> rows = new ArrayList<>(answer.size());
    for (io.vertx.sqlclient.Row found : answer) {
      @Nullable Object[] values = new Object[found.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = found.getValue(i);
      }
      rows.add(new Row(values));
    }
    return rows;
  }
}
