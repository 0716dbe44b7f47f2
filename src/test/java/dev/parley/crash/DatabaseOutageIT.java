package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.Backend;
import dev.parley.crash.Play.Tempo;
import dev.parley.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R4: PostgreSQL is killed under load and comes back. */
class DatabaseOutageIT {
  private static final int SEED = 4;
  private static final int USERS = 4;

  /**
   * Within which what cannot be stored comes back, on a busy machine; less than the outage lasts.
   */
  private static final Duration PROMPTLY = Duration.ofSeconds(4);

  /** Lines of those who were interrupted by it. */
  private static final int FEW = 3;

  private static final Duration SOME_TIME = Duration.ofSeconds(1);
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  /** With archive, carbons and resumption. */
  @Test
  void archivesAndDevicesAgreeAfterwards(@TempDir Path data) {
    try (var postgres = new TestPostgres();
        var phones = new Phones(USERS);
        var scene = new Scene(setup(postgres, data), phones, new Random(SEED))) {
      scene.play().tempo(Tempo.LIVELY);
      scene.play(SOME_TIME);
      postgres.kill();
      scene.play(OUTAGE);
      postgres.start();
      scene.play(SOME_TIME);
      scene.calm();
      scene.end();
      scene.assertClean();
      assertThat(scene.play().errors().keySet()).isSubsetOf("wait resource-constraint");
      assertOutageIsToldOnce(scene);
      System.out.println("slowest_refusal_ms=" + scene.checker().slowestRefusal().toMillis());
      assertThat(scene.checker().slowestRefusal()).isLessThan(PROMPTLY);
    }
  }

  /** A line when the database goes, one when it comes back, and none for each message between. */
  private static void assertOutageIsToldOnce(Scene scene) {
    var lines = scene.server().output();
    assertThat(lines).filteredOn(line -> line.contains("database unavailable")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.contains("database available again")).hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("ERROR") || line.contains("WARN"))
        .hasSizeLessThanOrEqualTo(FEW);
  }

  @Test
  void whatCannotBeStoredIsRefusedUntilTheDatabaseIsBack(@TempDir Path data) {
    try (var postgres = new TestPostgres();
        var scene = new Scene(setup(postgres, data), new Random(SEED))) {
      scene.play().tempo(Tempo.LIVELY);
      scene.play(SOME_TIME);
      postgres.kill();
      scene.await(
          () -> !scene.play().errors().isEmpty() && refusesLogins(scene),
          () -> "nothing is refused");
      postgres.start();
      scene.play(SOME_TIME);
      scene.calm();
      System.out.println("offline_rows_left=" + scene.end());
      System.out.println(scene.checker().verdict());
      assertThat(scene.checker().verdict().isClean()).as(scene.report()).isTrue();
      assertThat(scene.play().errors()).containsOnlyKeys("wait resource-constraint");
    }
  }

  private static boolean refusesLogins(Scene scene) {
    return scene.play().refusals().keySet().stream()
        .anyMatch(refusal -> refusal.contains("temporary-auth-failure"));
  }

  private static Scene.Setup setup(TestPostgres postgres, Path data) {
    var url = postgres.freshDatabase();
    var storage = Backend.postgresConfig(url);
    return new Scene.Setup(
        Path.of(System.getProperty("parley.jar")), data, storage, List.of("storage.url=" + url));
  }
}
