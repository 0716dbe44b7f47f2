package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.Backend;
import dev.parley.core.storage.OfflineStore.Row;
import dev.parley.core.storage.Storage;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1: what was acknowledged is there after {@code kill -9}. */
class SqliteCrashIT {
  private static final int ROUNDS = 8;

  @Test
  void everyAcknowledgedRowSurvivesAKill(@TempDir Path folder) throws Exception {
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      acknowledged = writeUntilKilled(folder, 400 * round);
      List<Row> rows = rows(folder);
      // What was not acknowledged may be there too, but without gaps.
      assertThat(rows).as("round " + round).hasSizeGreaterThanOrEqualTo((int) acknowledged);
      assertThat(rows)
          .extracting(Row::id)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, rows.size()).boxed().toList());
    }
    assertThat(acknowledged).isPositive();
  }

  /** Lets a child write, kills it once it has acknowledged some more; gives its last id. */
  private static long writeUntilKilled(Path folder, int rows) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SqliteCrashWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    int lines = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Math.max(last, Long.parseLong(line));
        if (++lines == rows) {
          // Through the handle: the process itself would close its output, unread.
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(lines).isGreaterThanOrEqualTo(rows);
    return last;
  }

  private static List<Row> rows(Path folder) {
    Vertx vertx = Vertx.vertx();
    Storage storage = await(Storage.open(vertx, Backend.sqliteConfig(), folder));
    List<Row> rows = await(storage.offline().load(SqliteCrashWriter.OWNER, 0, Integer.MAX_VALUE));
    await(storage.close());
    await(vertx.close());
    return rows;
  }

  @Test
  void aKilledServerLeavesNoUnpackedLibrariesBehind(@TempDir Path folder) throws Exception {
    for (int round = 0; round < 3; round++) {
      writeUntilKilled(folder, 1);
    }
    try (var files = Files.list(folder.resolve(".sqlite"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".so"))).hasSize(1);
    }
  }
}
