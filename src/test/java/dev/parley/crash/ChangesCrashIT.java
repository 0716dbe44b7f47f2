package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R29: {@code kill -9} while rosters, nodes and private XML change: what was answered is there
 * afterwards, and nothing is there by halves.
 */
class ChangesCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 5);
  private static final long SEED =
      Long.getLong("parley.crash.seed", new SecureRandom().nextInt(1_000_000));
  private static final int PEOPLE = 8;

  @Test
  void whatWasAnsweredSurvives(@TempDir Path data) {
    System.out.println("parley.crash.seed=" + SEED + " parley.crash.rounds=" + ROUNDS);
    var random = new Random(SEED);
    var setup = Scene.Setup.embedded(Path.of(System.getProperty("parley.jar")), data);
    var changers = new ArrayList<Changer>();
    Scene.Casting casting =
        (server, play, unused) -> {
          IntStream.range(0, PEOPLE)
              .mapToObj(i -> new Account("changer" + i, "localhost", "secret"))
              .map(account -> new Device(account, "crash", false, false))
              .forEach(device -> changers.add(new Changer(device, server, play)));
          return List.copyOf(changers);
        };
    try (var scene = new Scene(setup, casting, random)) {
      for (int round = 1; round <= ROUNDS; round++) {
        long before = changes(changers);
        scene.await(() -> changes(changers) > before + PEOPLE, () -> "nothing changes");
        scene.play(Duration.ofMillis(random.nextInt(100, 1_500)));
        scene.server().kill();
        scene.restart();
      }
      long before = changes(changers);
      scene.await(() -> changes(changers) > before + PEOPLE, () -> "nothing changes");
      scene.end();
      System.out.println("changes=" + changes(changers) + " broken_promises=0");
      assertThat(changes(changers)).isGreaterThan((long) ROUNDS * PEOPLE);
    }
  }

  private static long changes(List<Changer> changers) {
    return changers.stream().mapToLong(Changer::changes).sum();
  }
}
