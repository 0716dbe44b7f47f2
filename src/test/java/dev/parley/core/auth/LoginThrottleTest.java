package dev.parley.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.LoginLimits;
import dev.parley.protocol.jid.Jid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guessing passwords is slow, and nobody is locked out by those who try. */
final class LoginThrottleTest {
  private static final Jid OWNER = Jid.parse("owner@example.com");

  private long now = 5_000_000_000_000L;
  private final LoginThrottle throttle = new LoginThrottle(LoginLimits.DEFAULT, () -> now);

  private boolean fails(Jid account, String address) {
    return throttle.admit(account, address) != null;
  }

  private boolean succeeds(Jid account, String address) {
    var attempt = throttle.admit(account, address);
    if (attempt != null) {
      attempt.succeeded();
    }
    return attempt != null;
  }

  private void wait(Duration time) {
    now += time.toNanos();
  }

  @Test
  void manyAddressesThatGuessOnePasswordAreHardlyLookedAt() {
    assertThat(succeeds(OWNER, "203.0.113.7")).isTrue();
    int lookedAt = 0;
    for (int guess = 0; guess < 10_000; guess++) {
      wait(Duration.ofMillis(10));
      if (fails(OWNER, "198.51." + guess % 100 + ".1")) {
        lookedAt++;
      }
    }
    assertThat(lookedAt).isBetween(1, 499);
    assertThat(succeeds(OWNER, "203.0.113.7")).as("known address").isTrue();
    assertThat(fails(OWNER, "198.51.0.1")).as("attacker").isFalse();
  }

  @Test
  void oneAddressThatGuessesManyPasswordsIsHardlyLookedAt() {
    int lookedAt = 0;
    for (int guess = 0; guess < 1_000; guess++) {
      if (fails(Jid.of("user" + guess, "example.com", null), "198.51.100.1")) {
        lookedAt++;
      }
    }
    assertThat(lookedAt).isEqualTo(20);
  }

  @Test
  void aTravellingOwnerIsNotShutOutByAFewNoisyAddresses() {
    for (int guess = 0; guess < 1_000; guess++) {
      fails(OWNER, "198.51." + guess % 10 + ".1");
    }
    assertThat(succeeds(OWNER, "203.0.113.7")).isTrue();
  }

  @Test
  void whoMistypesOftenWaitsEvenAtAKnownAddress() {
    succeeds(OWNER, "203.0.113.7");
    int lookedAt = 0;
    while (fails(OWNER, "203.0.113.7")) {
      lookedAt++;
    }
    assertThat(lookedAt).isEqualTo(20);
    wait(Duration.ofSeconds(31));
    assertThat(succeeds(OWNER, "203.0.113.7")).isTrue();
  }

  @Test
  void successesCostNothing() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(succeeds(Jid.of("user" + i, "example.com", null), "203.0.113.7")).isTrue();
    }
    for (int i = 0; i < 1_000; i++) {
      var attempt = throttle.admit(OWNER, "203.0.113.7");
      assertThat(attempt).isNotNull();
      attempt.withdraw();
    }
    int lookedAt = 0;
    while (fails(OWNER, "203.0.113.7")) {
      lookedAt++;
    }
    assertThat(lookedAt).as("withdrawn attempts make no address known").isEqualTo(20);
  }

  @Test
  void anAttemptIsGivenBackOnce() {
    for (int i = 0; i < 20; i++) {
      var attempt = throttle.admit(OWNER, "203.0.113.7");
      if (i == 0) {
        attempt.withdraw();
        attempt.withdraw();
        attempt.succeeded();
      }
    }
    assertThat(fails(OWNER, "203.0.113.7")).isTrue();
    assertThat(fails(OWNER, "203.0.113.7")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # address, other, same customer
          192.0.2.1, 192.0.2.1, true
          192.0.2.1, 192.0.2.2, false
          2001:db8:1:2::1, 2001:db8:1:2:ffff::2, true
          2001:db8:1:2::1, 2001:db8:1:3::1, false
          2001:db8:1:2::1, 2001:DB8:1:2:0::9, true
          ::1, 127.0.0.1, false
          /run/socket, /run/socket, true
          """)
  void oneCustomerIsAnIpv4AddressOrAnIpv6Network(String one, String other, boolean same) {
    assertThat(AddressPrefix.customer(one).equals(AddressPrefix.customer(other))).isEqualTo(same);
  }

  @Test
  void aNetworkIsLimitedAsAWhole() {
    int lookedAt = 0;
    for (int host = 0; host < 250; host++) {
      if (fails(Jid.of("user" + host, "example.com", null), "198.51.100." + host)) {
        lookedAt++;
      }
    }
    assertThat(lookedAt).isEqualTo(100);
  }

  @Test
  void withoutLimitsEverythingIsLookedAt() {
    var open = new LoginThrottle(LoginLimits.NONE, () -> now);
    for (int i = 0; i < 10_000; i++) {
      assertThat(open.admit(OWNER, "198.51.100.1")).isNotNull();
    }
  }

  @Test
  void memoryIsBounded() {
    var map = new RecentMap<Integer, String>(3);
    for (int i = 0; i < 10; i++) {
      map.put(i, "v" + i);
      map.get(0);
    }
    assertThat(map.size()).isEqualTo(3);
    assertThat(map.get(0)).isEqualTo("v0");
    assertThat(map.get(7)).isNull();
    assertThat(map.put(10, "v10")).isEqualTo("v8");
  }
}
