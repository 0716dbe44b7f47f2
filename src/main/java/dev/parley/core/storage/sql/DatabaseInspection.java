package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.StorageOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a database tells that changes nothing in it; a server may use it meanwhile.
 *
 * @param description what and where it is
 * @param schema the version of its tables, 0 if there are none yet
 * @param known the version that this program makes of it
 * @param ahead by how much its clock is ahead of ours; null if it has none of its own
 * @param damages what is wrong with its content, in its own words
 * @param isChecked whether its content was looked at for damages
 */
public record DatabaseInspection(
    String description,
    long schema,
    long known,
    @Nullable Duration ahead,
    List<String> damages,
    boolean isChecked) {
  private static final String SQLITE = "sqlite:";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** To read a larger file takes minutes. */
  private static final long MOST_CHECKED_BYTES = 2L << 30;

  private static final String CLOCK =
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

  public DatabaseInspection {
    damages = List.copyOf(damages);
  }

  /**
   * Looks at the database of a server.
   *
   * @param data the data folder
   * @throws StorageOpenException if it cannot be looked at; the message says why
   */
  @MayBlock
  public static DatabaseInspection of(StorageConfig config, Path data) {
    return config.url().startsWith(SQLITE)
        ? ofFile(data.resolve(config.url().substring(SQLITE.length())))
        : ofServer(PgAddress.of(config));
  }

  private static DatabaseInspection ofFile(Path file) {
    String description = "SQLite in " + file;
    if (!Files.exists(file)) {
      return new DatabaseInspection(
          description + ", which is made by the first start",
          0,
          Schema.VERSION,
          null,
          List.of(),
          false);
    }
    var readOnly = new Properties();
    readOnly.setProperty("open_mode", "1");
    readOnly.setProperty("busy_timeout", String.valueOf(PATIENCE.toMillis()));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, readOnly)) {
      boolean isSmall = Files.size(file) <= MOST_CHECKED_BYTES;
      return new DatabaseInspection(
          description,
          schema(connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = "),
          Schema.VERSION,
          null,
          isSmall ? damages(connection) : List.of(),
          isSmall);
    } catch (SQLException | IOException cause) {
      throw new StorageOpenException(description + " cannot be read: " + cause.getMessage(), cause);
    }
  }

  private static List<String> damages(Connection connection) throws SQLException {
    var damages = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("PRAGMA quick_check(5)")) {
      while (lines.next()) {
        if (!lines.getString(1).equals("ok")) {
          damages.add(lines.getString(1));
        }
      }
    }
    return damages;
  }

  private static DatabaseInspection ofServer(PgAddress address) {
    DataSource source = address.toDataSource(PATIENCE);
    try (Connection connection = source.getConnection()) {
      Instant asked = Instant.now();
      String version = text(connection, "SHOW server_version");
      Instant clock = Instant.parse(text(connection, CLOCK));
      Duration half = Duration.between(asked, Instant.now()).dividedBy(2);
      return new DatabaseInspection(
          "PostgreSQL " + version + " at " + address,
          schema(connection, "SELECT 1 FROM pg_tables WHERE tablename = "),
          Schema.VERSION,
          Duration.between(asked.plus(half), clock),
          List.of(),
          false);
    } catch (SQLException cause) {
      throw PgErrors.toOpen(address, cause);
    }
  }

  private static long schema(Connection connection, String exists) throws SQLException {
    if (text(connection, exists + "'" + Schema.HISTORY + "'").isEmpty()) {
      return 0;
    }
    String installed = text(connection, Schema.INSTALLED_TEXT);
    return installed.isEmpty() ? 0 : Long.parseLong(installed);
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
