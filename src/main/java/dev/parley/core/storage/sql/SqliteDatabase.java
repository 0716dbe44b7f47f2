package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.core.storage.StorageOpenException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite in a file of ours, with a write-ahead log: one thread writes, some read. */
final class SqliteDatabase implements Database {
  private static final long WATCH_MILLIS = 250;

  private final Vertx vertx;
  private final SqliteWriter writer;
  private final SqliteReaders readers;
  private final Availability availability;
  private final String description;
  private final long watch;

  private SqliteDatabase(Vertx vertx, SqliteFiles files, String description, Tuning tuning) {
    this.vertx = vertx;
    this.availability = new Availability();
    this.writer = new SqliteWriter(files.writer, availability, tuning);
    this.readers = new SqliteReaders(files.readers);
    this.description = description;
    long deadline = tuning.deadline().toNanos();
    this.watch =
        vertx.setPeriodic(
            WATCH_MILLIS,
            ignored -> {
              long now = System.nanoTime();
              writer.giveUp(now);
              readers.giveUp(now - deadline);
            });
  }

  /** Opens or makes the file; fails with {@link StorageOpenException}. */
  static Future<Database> open(Vertx vertx, Path file, Sync sync, int readers, Tuning tuning) {
    return vertx
        .executeBlocking(() -> start(vertx, file, sync, readers, tuning), false)
        .map(database -> Objects.requireNonNull(database));
  }

  @MayBlock
  private static Database start(Vertx vertx, Path file, Sync sync, int readers, Tuning tuning) {
    SqliteFiles files = connect(file, sync, readers, tuning);
    var database = new SqliteDatabase(vertx, files, describe(file, sync), tuning);
    database.writer.start();
    database.readers.start();
    return database;
  }

  private record SqliteFiles(SqliteConnection writer, List<SqliteConnection> readers) {}

  @MayBlock
  private static SqliteFiles connect(Path file, Sync sync, int readers, Tuning tuning) {
    SqliteFile.prepare(file);
    List<SqliteConnection> opened = new ArrayList<>();
    try {
      opened.add(SqliteConnection.writer(file, sync, tuning.deadline().dividedBy(2)));
      if (Schema.isOld(installed(opened.get(0)))) {
        migrate(file);
      }
      for (int i = 0; i < readers; i++) {
        opened.add(SqliteConnection.reader(file, tuning.deadline().dividedBy(2)));
      }
      return new SqliteFiles(opened.get(0), List.copyOf(opened.subList(1, opened.size())));
    } catch (SQLException | RuntimeException cause) {
      opened.forEach(SqliteDatabase::closeQuietly);
      throw toOpen(file, cause);
    }
  }

  @MayBlock
  private static long installed(SqliteConnection connection) throws SQLException {
    Sql exists = Sql.of("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1");
    return connection.query(exists.with(Schema.HISTORY)).isEmpty()
        ? 0
        : Schema.installed(connection.query(Schema.INSTALLED.with()));
  }

  @MayBlock
  private static void migrate(Path file) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    Migrations.run(source, Migrations.Dialect.SQLITE);
  }

  @MayBlock
  private static void closeQuietly(SqliteConnection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // What made us close is being thrown.
    }
  }

  private static StorageOpenException toOpen(Path file, Exception cause) {
    if (cause instanceof StorageOpenException known) {
      return known;
    }
    SQLException sql = sqlCause(cause);
    SQLiteErrorCode code =
        sql == null ? SQLiteErrorCode.UNKNOWN_ERROR : SqliteErrors.primary(SqliteErrors.code(sql));
    String sentence =
        switch (code) {
          case SQLITE_NOTADB -> "The file " + file + " is not an SQLite database.";
          case SQLITE_CORRUPT ->
              "The database " + file + " is damaged: restore a backup, or try sqlite3's .recover.";
          case SQLITE_FULL -> "The database " + file + " cannot be opened: the disk is full.";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "The database " + file + " is in use by another process.";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
              "The database " + file + " cannot be opened for writing.";
          default -> "The database " + file + " cannot be opened: " + cause.getMessage();
        };
    return new StorageOpenException(sentence, cause);
  }

  private static @Nullable SQLException sqlCause(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static String describe(Path file, Sync sync) {
    return "SQLite "
        + SQLiteJDBCLoader.getVersion()
        + " in "
        + file
        + (sync == Sync.FULL
            ? ", commits are flushed to disk"
            : ", commits are not flushed: a power cut loses the last ones");
  }

  @Override
  public Future<List<Row>> query(Statement statement) {
    if (!availability.isAvailable()) {
      return Future.failedFuture(
          new StorageException(Kind.UNAVAILABLE, "the database is unavailable"));
    }
    var call = new Call<List<Row>>(vertx);
    readers.submit(statement, call);
    return call.future();
  }

  @Override
  public Future<List<Integer>> write(List<Statement> statements) {
    Write write = Write.of(vertx, statements);
    writer.submit(write);
    return write.call().future();
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Future<Void> close() {
    return vertx.executeBlocking(this::stop, false).mapEmpty();
  }

  @MayBlock
  private @Nullable Void stop() throws InterruptedException {
    writer.close();
    readers.close();
    vertx.cancelTimer(watch);
    return null;
  }
}
