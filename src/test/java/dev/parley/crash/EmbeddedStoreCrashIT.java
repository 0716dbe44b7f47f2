package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R2: {@code kill -9} of a server with the embedded database, again and again. */
class EmbeddedStoreCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 30);
  private static final long SEED =
      Long.getLong("parley.crash.seed", new SecureRandom().nextInt(1_000_000));

  @Test
  void nothingAcknowledgedIsLost(@TempDir Path data) {
    var jar = Path.of(System.getProperty("parley.jar"));
    System.out.println("parley.crash.seed=" + SEED + " parley.crash.rounds=" + ROUNDS);
    try (var run = new CrashRun(Scene.Setup.embedded(jar, data), SEED)) {
      var checker = run.scene().checker();
      for (int round = 1; round <= ROUNDS; round++) {
        run.round(round);
        assertThat(checker.verdict().isClean())
            .as("round %s, seed %s: %s\n%s", round, SEED, checker.verdict(), run.scene().report())
            .isTrue();
      }
      long left = run.scene().end();
      System.out.println(checker.verdict());
      System.out.println(
          "messages="
              + checker.messages()
              + " repeated="
              + checker.repeated()
              + " slowest_start_ms="
              + run.slowestStart().toMillis()
              + " offline_rows_left="
              + left);
      assertThat(checker.verdict().isClean()).as(run.scene().report()).isTrue();
      assertThat(checker.verdict().unsettled()).isZero();
    }
  }
}
