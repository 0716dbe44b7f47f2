package dev.parley.crash;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R2 with archive, carbons and resumption: {@code kill -9} of a server with the embedded database,
 * whose users have three devices each.
 */
class DeviceCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 10);
  private static final long SEED =
      Long.getLong("parley.crash.seed", new SecureRandom().nextInt(1_000_000));
  private static final int USERS = 4;

  @Test
  void archivesAndDevicesAgreeAfterwards(@TempDir Path data) {
    System.out.println("parley.crash.seed=" + SEED + " parley.crash.rounds=" + ROUNDS);
    var setup = Scene.Setup.embedded(Path.of(System.getProperty("parley.jar")), data);
    try (var phones = new Phones(USERS);
        var run = CrashRun.ofPhones(setup, phones, SEED)) {
      for (int round = 1; round <= ROUNDS; round++) {
        run.round(round);
      }
      run.scene().end();
      run.scene().assertClean();
      System.out.println("slowest_start_ms=" + run.slowestStart().toMillis());
    }
  }
}
