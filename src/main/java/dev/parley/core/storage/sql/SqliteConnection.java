package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.config.StorageConfig.Sync;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One connection to the file, used by one thread at a time; keeps its prepared statements. */
@MayBlock
final class SqliteConnection implements AutoCloseable {
  /** Else the driver asks for the number of the last row after each one that is written. */
  private static final Properties WITHOUT_KEYS = new Properties();

  static {
    WITHOUT_KEYS.setProperty("jdbc.get_generated_keys", "false");
  }

  private final Connection connection;
  // Grows no further than the number of SQL constants.
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private SqliteConnection(Connection connection) {
    this.connection = connection;
  }

  /** A connection that writes; checks that the settings took. */
  static SqliteConnection writer(Path file, Sync sync, Duration busy) throws SQLException {
    SqliteConnection writer = open(file, busy);
    writer.set("journal_mode", "WAL", "wal");
    writer.set("synchronous", sync.name(), sync == Sync.FULL ? "2" : "1");
    writer.set("foreign_keys", "ON", "1");
    writer.set("journal_size_limit", "67108864", "67108864");
    writer.set("cache_size", "-8192", "-8192");
    // In pages of 4 kB: to copy the log back less often than by default saves CPU.
    writer.set("wal_autocheckpoint", "4000", "4000");
    return writer;
  }

  /** A connection that only reads. */
  static SqliteConnection reader(Path file, Duration busy) throws SQLException {
    SqliteConnection reader = open(file, busy);
    reader.set("query_only", "ON", "1");
    reader.set("cache_size", "-2048", "-2048");
    return reader;
  }

  private static SqliteConnection open(Path file, Duration busy) throws SQLException {
    SqliteConnection opened =
        new SqliteConnection(DriverManager.getConnection("jdbc:sqlite:" + file, WITHOUT_KEYS));
    try {
      String millis = Long.toString(busy.toMillis());
      opened.set("busy_timeout", millis, millis);
    } catch (SQLException cause) {
      opened.close();
      throw cause;
    }
    return opened;
  }

  /** Sets a pragma and reads it back: SQLite ignores what it does not know. */
  private void set(String pragma, String value, String expected) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma + "=" + value);
      try (ResultSet result = statement.executeQuery("PRAGMA " + pragma)) {
        String actual = result.next() ? result.getString(1) : "nothing";
        if (!expected.equals(actual)) {
          throw new SQLException("PRAGMA " + pragma + " is " + actual + " instead of " + expected);
        }
      }
    }
  }

  /** Runs SQL without arguments. */
  void execute(String sql) throws SQLException {
    try {
      prepare(sql).execute();
    } catch (SQLException cause) {
      forget(sql);
      throw cause;
    }
  }

  /** Runs a write; gives the number of changed rows. */
  int update(Statement statement) throws SQLException {
    try {
      return bind(statement).executeUpdate();
    } catch (SQLException cause) {
      forget(statement.sql().sqlite());
      throw cause;
    }
  }

  /** All rows of a SELECT. */
  List<Row> query(Statement statement) throws SQLException {
    try (ResultSet result = bind(statement).executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        @Nullable Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = result.getObject(i + 1);
        }
        rows.add(new Row(values));
      }
      return rows;
    } catch (SQLException cause) {
      forget(statement.sql().sqlite());
      throw cause;
    }
  }

  private PreparedStatement bind(Statement statement) throws SQLException {
    PreparedStatement result = prepare(statement.sql().sqlite());
    @Nullable Object[] arguments = statement.arguments();
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof String text) {
        result.setString(i + 1, text);
      } else if (argument instanceof Long number) {
        result.setLong(i + 1, number);
      } else if (argument instanceof Boolean flag) {
        result.setInt(i + 1, flag ? 1 : 0);
      } else {
        result.setObject(i + 1, argument);
      }
    }
    return result;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  /** The driver may have closed a statement that failed. */
  private void forget(String sql) throws SQLException {
    PreparedStatement failed = prepared.remove(sql);
    if (failed != null) {
      failed.close();
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    connection.close();
  }
}
