package dev.parley.modules.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void aBurstMayBeDoneAtOnceAndThenOneAnInterval() {
    var pace = new Pace(3, 500);

    assertThat(pace.ask(10_000)).isZero();
    assertThat(pace.ask(10_000)).isZero();
    assertThat(pace.ask(10_000)).isZero();
    assertThat(pace.ask(10_000)).isEqualTo(500);
    assertThat(pace.ask(10_200)).isEqualTo(300);
    assertThat(pace.ask(10_500)).isZero();
    assertThat(pace.ask(10_500)).isEqualTo(500);
  }

  @Test
  void askingTooEarlyCostsNothing() {
    var pace = new Pace(1, 500);

    assertThat(pace.ask(0)).isZero();
    for (long now = 1; now < 500; now++) {
      assertThat(pace.ask(now)).isEqualTo(500 - now);
    }
    assertThat(pace.ask(500)).isZero();
  }

  @Test
  void restFillsTheBurstButNoMore() {
    var pace = new Pace(2, 500);
    pace.ask(0);
    pace.ask(0);

    assertThat(pace.ask(60_000)).isZero();
    assertThat(pace.ask(60_000)).isZero();
    assertThat(pace.ask(60_000)).isEqualTo(500);
  }

  @Test
  void noIntervalIsNoLimit() {
    var pace = new Pace(1, 0);

    for (int i = 0; i < 1_000; i++) {
      assertThat(pace.ask(7)).isZero();
    }
  }
}
