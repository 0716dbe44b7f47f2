package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crash.Play.Tempo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R13: SIGTERM while as many messages are under way as the server takes. */
class SigtermIT {
  private static final Path JAR = Path.of(System.getProperty("parley.jar"));
  private static final int SEED = 13;
  private static final int USERS = 4;

  /** Messages that were written, many of them still queued, when the signal comes. */
  private static final int MANY = 5_000;

  private static void flood(Scene scene) {
    scene.play().tempo(Tempo.FLOOD);
    long before = scene.checker().messages();
    scene.await(
        () -> scene.checker().messages() >= before + MANY, () -> "too few messages were written");
  }

  @Test
  void aStopLosesNothing(@TempDir Path data) {
    try (var scene = new Scene(Scene.Setup.embedded(JAR, data), new Random(SEED))) {
      flood(scene);
      scene.server().terminate();
      assertThat(scene.server().awaitEnd()).as(scene.report()).isZero();
      scene.restart();
      scene.calm();
      System.out.println("offline_rows_left=" + scene.end());
      scene.assertClean();
      assertThat(scene.play().errors()).as("nobody gets an error for a message").isEmpty();
    }
  }

  @Test
  void aStopThatIsCutShortLosesNothing(@TempDir Path data) {
    try (var scene = new Scene(Scene.Setup.embedded(JAR, data), new Random(SEED))) {
      flood(scene);
      scene.server().terminate();
      scene.server().endsWithin(Duration.ofSeconds(1));
      scene.server().kill();
      scene.restart();
      scene.calm();
      System.out.println("offline_rows_left=" + scene.end());
      scene.assertClean();
      assertThat(scene.play().errors()).as("nobody gets an error for a message").isEmpty();
    }
  }

  @Test
  void aStopThatIsCutShortLosesNothingOnAnyDevice(@TempDir Path data) {
    try (var phones = new Phones(USERS);
        var scene = new Scene(Scene.Setup.embedded(JAR, data), phones, new Random(SEED))) {
      flood(scene);
      scene.server().terminate();
      scene.server().endsWithin(Duration.ofSeconds(1));
      scene.server().kill();
      scene.restart();
      scene.calm();
      scene.end();
      scene.assertClean();
      assertThat(scene.play().errors()).as("nobody gets an error for a message").isEmpty();
    }
  }
}
