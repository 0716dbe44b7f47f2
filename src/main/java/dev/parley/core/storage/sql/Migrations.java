package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of a database up to date, with Flyway. It is asked for only when a step is
 * missing: to load it costs a good part of our whole start.
 */
@MayBlock
final class Migrations {

  /** What the types of one SQL text are called. */
  enum Dialect {
    SQLITE("TEXT", "BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT", "WITHOUT ROWID"),
    // The order of code points, whatever the locale of the database.
    POSTGRESQL(
        "TEXT COLLATE \"C\"", "BYTEA", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "");

    private final String text;
    private final String bytes;
    private final String serial;
    private final String clustered;

    Dialect(String text, String bytes, String serial, String clustered) {
      this.text = text;
      this.bytes = bytes;
      this.serial = serial;
      this.clustered = clustered;
    }

    private Map<String, String> placeholders() {
      return Map.of("text", text, "bytes", bytes, "serial", serial, "clustered", clustered);
    }
  }

  private Migrations() {}

  /** Runs the missing steps, each in a transaction; throws what Flyway throws. */
  static void run(DataSource source, Dialect dialect) {
    run(source, dialect, Schema.STEPS);
  }

  /** The same, of these steps; the first ones make the database of an older server. */
  static void run(DataSource source, Dialect dialect, List<String> steps) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .table(Schema.HISTORY)
        .resourceProvider(new Steps(steps))
        .javaMigrationClassProvider(List::of)
        .placeholders(dialect.placeholders())
        .loggers(FlywayLog.Creator.class.getName())
        .load()
        .migrate();
  }

  /** Names the files, so that the jar need not be searched for them. */
  private record Steps(List<String> names) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return names.contains(name) ? new Step(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return names.stream()
          .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
          .<LoadableResource>map(Step::new)
          .toList();
    }
  }

  private static final class Step extends LoadableResource {
    private final String name;

    Step(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      try (InputStream file = Migrations.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IllegalStateException(name + " is missing in the jar");
        }
        return new StringReader(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException cause) {
        throw new UncheckedIOException(cause);
      }
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
