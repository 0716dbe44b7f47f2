package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.failureOf;
import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * SECURITY A47: how long a refusal takes tells nothing. The kinds are tried in turn, so that what
 * else runs on the machine slows all of them alike, and a low percentile of each is compared.
 * {@code -Dparley.security.logins=2000} makes it more exact.
 */
final class LoginTimingTest {
  private static final int ROUNDS = Integer.getInteger("parley.security.logins", 150);
  private static final double TOLERANCE = 0.10;
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final Jid NOBODY = Jid.parse("nobody@example.com");
  private static final String PASSWORD = "r0m30 my sun";

  private static Vertx vertx;
  private static PasswordHasher hasher;

  private final MemoryAccounts store = new MemoryAccounts();
  private final StoredCredentials credentials =
      new StoredCredentials(store, hasher, new FakeKeys(new byte[32], 10_000));

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    hasher = new PasswordHasher(vertx, 1, 10_000);
  }

  @AfterAll
  static void stop() {
    valueOf(hasher.close());
    valueOf(vertx.close());
  }

  @Test
  @DisplayName("A47: PLAIN for known and unknown names, with the first or the last byte wrong")
  void passwords() {
    valueOf(
        new Accounts(store, hasher, Clock.systemUTC(), news -> {})
            .create(JULIET, Password.of(PASSWORD)));
    assertAlike(
        List.of(
            () -> credentials.checkPassword(JULIET, "x" + PASSWORD.substring(1)),
            () -> credentials.checkPassword(JULIET, PASSWORD.substring(1) + "x"),
            () -> credentials.checkPassword(NOBODY, PASSWORD)));
  }

  @Test
  @DisplayName(
      "A47: the salt of a known name is that of its keys, of an unknown one always the same")
  void salts() {
    valueOf(
        new Accounts(store, hasher, Clock.systemUTC(), news -> {})
            .create(JULIET, Password.of(PASSWORD)));
    for (ScramHash hash : ScramHash.values()) {
      var known = valueOf(credentials.scramKeys(JULIET, hash)).key();
      var unknown = valueOf(credentials.scramKeys(NOBODY, hash)).key();
      assertThat(unknown.iterations()).isEqualTo(known.iterations());
      assertThat(unknown.salt()).hasSameSizeAs(known.salt());
      assertThat(valueOf(credentials.scramKeys(NOBODY, hash)).key().salt())
          .isEqualTo(unknown.salt());
    }
  }

  private static void assertAlike(List<Supplier<Future<?>>> kinds) {
    var times = new ArrayList<long[]>();
    kinds.forEach(kind -> times.add(new long[ROUNDS]));
    for (int round = -20; round < ROUNDS; round++) {
      for (int kind = 0; kind < kinds.size(); kind++) {
        long begin = System.nanoTime();
        assertThat(failureOf(kinds.get(kind).get())).isInstanceOf(SaslException.class);
        if (round >= 0) {
          times.get(kind)[round] = System.nanoTime() - begin;
        }
      }
    }
    var typical = times.stream().mapToLong(LoginTimingTest::lowerQuartile).sorted().toArray();
    assertThat((double) typical[typical.length - 1] / typical[0])
        .as(Arrays.toString(typical))
        .isLessThan(1 + TOLERANCE);
  }

  private static long lowerQuartile(long[] times) {
    return Arrays.stream(times).sorted().skip(times.length / 4).findFirst().orElseThrow();
  }
}
