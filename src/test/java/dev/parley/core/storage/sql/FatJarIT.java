package dev.parley.core.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestPostgres;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is shipped holds all that the migrations need: drivers, plugins, SQL. */
class FatJarIT {

  @Test
  void migratesSqlite(@TempDir Path folder) throws Exception {
    assertThat(open("sqlite:test.db", folder)).contains("SQLite").contains("0 accounts");
  }

  @Test
  void migratesPostgres(@TempDir Path folder) throws Exception {
    assertThat(open(TestPostgres.shared().freshDatabase(), folder))
        .contains("PostgreSQL")
        .contains("0 accounts");
  }

  /** Opens a storage with the classes of the jar alone; gives what was printed. */
  private static String open(String url, Path folder) throws Exception {
    Path tests =
        Path.of(OpenStorage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("parley.jar") + File.pathSeparator + tests,
                OpenStorage.class.getName(),
                url,
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return printed;
  }
}
