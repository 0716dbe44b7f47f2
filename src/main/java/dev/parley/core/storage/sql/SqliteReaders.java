package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.storage.StorageException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that read from SQLite; they see what is committed and never wait for the writer. */
@MayBlock
final class SqliteReaders {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
  private static final int MOST_WAITING = 10_000;

  private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Reader> readers = new ArrayList<>();
  private volatile boolean closing;

  SqliteReaders(List<SqliteConnection> connections) {
    for (SqliteConnection connection : connections) {
      readers.add(new Reader(connection, "parley-sqlite-reader-" + (readers.size() + 1)));
    }
  }

  void start() {
    readers.forEach(reader -> reader.thread.start());
  }

  /** Called on any thread. */
  void submit(Statement statement, Call<List<Row>> call) {
    if (closing) {
      call.fail(Kind.UNAVAILABLE, "the database is closed");
    } else if (!queue.offer(new Read(statement, call))) {
      call.fail(Kind.OVERLOADED, "too many reads wait for the database");
    }
  }

  /** Fails those that began before a time, as {@link System#nanoTime}. */
  void giveUp(long before) {
    for (Reader reader : readers) {
      Read stuck = reader.current;
      if (stuck != null && stuck.call.since() - before < 0) {
        stuck.call.fail(Kind.UNAVAILABLE, "the disk does not answer");
      }
    }
    Read oldest;
    while ((oldest = queue.peek()) != null && oldest.call.since() - before < 0) {
      if (queue.remove(oldest)) {
        oldest.call.fail(Kind.UNAVAILABLE, "the disk does not answer");
      }
    }
  }

  /** Reads what waits and closes the connections. */
  void close() throws InterruptedException {
    closing = true;
    for (Reader reader : readers) {
      reader.thread.interrupt();
    }
    for (Reader reader : readers) {
      reader.thread.join();
    }
  }

  private record Read(Statement statement, Call<List<Row>> call) {}

  @MayBlock
  private final class Reader {
    private final SqliteConnection connection;
    private final Thread thread;
    private volatile @Nullable Read current;

    Reader(SqliteConnection connection, String name) {
      this.connection = connection;
      this.thread = new Thread(this::run, name);
    }

    private void run() {
      for (Read read = next(); read != null; read = next()) {
        current = read;
        try {
          read.call.succeed(connection.query(read.statement));
        } catch (SQLException cause) {
          LOG.error("a read failed: {}", cause.getMessage());
          read.call.fail(SqliteErrors.toStorage(cause));
        }
        current = null;
      }
      try {
        connection.close();
      } catch (SQLException cause) {
        LOG.warn("the database was not closed cleanly", cause);
      }
    }

    private @Nullable Read next() {
      while (!closing) {
        try {
          return queue.take();
        } catch (InterruptedException closed) {
          LOG.debug("reader woken to close");
        }
      }
      return queue.poll();
    }
  }
}
