package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crash.FaultProxy.Fault;
import dev.parley.crash.Play.Resumption;
import dev.parley.crash.Play.Tempo;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R6 and R28: connections break, half of them so that the server does not hear of it, while
 * everybody has three devices that write, copy and resume.
 */
class ConnectionFaultsIT {
  private static final int SECONDS = Integer.getInteger("parley.crash.seconds", 40);
  private static final long SEED =
      Long.getLong("parley.crash.seed", new SecureRandom().nextInt(1_000_000));
  private static final int USERS = 8;
  private static final double LEAST_SUCCESS = 0.99;
  private static final Duration BETWEEN_FAULTS = Duration.ofMillis(200);

  @Test
  void everyDeviceSeesEverythingOnce(@TempDir Path data) {
    System.out.println("parley.crash.seed=" + SEED + " parley.crash.seconds=" + SECONDS);
    var random = new Random(SEED);
    var jar = Path.of(System.getProperty("parley.jar"));
    try (var phones = new Phones(USERS);
        var scene = new Scene(Scene.Setup.embedded(jar, data), phones, random)) {
      scene.play().tempo(Tempo.STEADY);
      int faults = 0;
      for (long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
          System.nanoTime() < end; ) {
        scene.play(BETWEEN_FAULTS);
        var fault = random.nextBoolean() ? Fault.RESET : Fault.SILENCE;
        faults += phones.proxy().strike(fault, random) ? 1 : 0;
      }
      scene.calm();
      int resumed = scene.play().resumptions(Resumption.DONE);
      int refused = scene.play().resumptions(Resumption.REFUSED);
      scene.end();
      System.out.println("faults=" + faults + " resumed=" + resumed + " refused=" + refused);
      scene.assertClean();
      assertThat(resumed / (double) (resumed + refused)).isGreaterThanOrEqualTo(LEAST_SUCCESS);
      assertThat(scene.play().errors()).isEmpty();
    }
  }
}
