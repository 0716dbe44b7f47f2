package dev.parley.modules.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final Jid JULIET = Jid.parse("juliet@capulet.example");
  private static final Jid ROMEO = Jid.parse("romeo@montague.example");

  private long now;

  @Test
  void allowsSoManyAMinute() {
    Rate rate = new Rate(() -> now);
    for (int i = 0; i < 60; i++) {
      assertThat(rate.allows(JULIET, 60)).isTrue();
    }
    assertThat(rate.allows(JULIET, 60)).isFalse();
    assertThat(rate.allows(ROMEO, 60)).isTrue();

    now += 999;
    assertThat(rate.allows(JULIET, 60)).isFalse();
    now += 1;
    assertThat(rate.allows(JULIET, 60)).isTrue();
    assertThat(rate.allows(JULIET, 60)).isFalse();
  }

  @Test
  void savesNoMoreThanAMinute() {
    Rate rate = new Rate(() -> now);
    rate.allows(JULIET, 2);
    now += 3_600_000;

    assertThat(rate.allows(JULIET, 2)).isTrue();
    assertThat(rate.allows(JULIET, 2)).isTrue();
    assertThat(rate.allows(JULIET, 2)).isFalse();
  }
}
