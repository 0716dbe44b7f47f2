package dev.parley.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandledCounterTest {
  private final HandledCounter counter = new HandledCounter();

  private void receive(int stanzas) {
    for (int i = 0; i < stanzas; i++) {
      counter.receive();
    }
  }

  @Test
  void stanzasAreNumberedFromOne() {
    assertThat(counter.receive()).isEqualTo(1);
    assertThat(counter.receive()).isEqualTo(2);
    assertThat(counter.received()).isEqualTo(2);
    assertThat(counter.handled()).isZero();
  }

  @Test
  void whatIsSafeCountsOnceAllBeforeItIs() {
    receive(4);
    assertThat(counter.safe(3)).isFalse();
    assertThat(counter.safe(1)).isTrue();
    assertThat(counter.handled()).isEqualTo(1);
    assertThat(counter.safe(2)).isTrue();
    assertThat(counter.handled()).isEqualTo(3);
    assertThat(counter.safe(4)).isTrue();
    assertThat(counter.handled()).isEqualTo(4);
  }

  @Test
  void whatIsSafeTwiceCountsOnce() {
    receive(2);
    counter.safe(1);
    assertThat(counter.safe(1)).isFalse();
    assertThat(counter.handled()).isEqualTo(1);
  }

  @Test
  void aLongGapIsClosedAtOnce() {
    int many = 200_000;
    receive(many);
    for (int number = many; number > 1; number--) {
      assertThat(counter.safe(number)).isFalse();
    }
    assertThat(counter.safe(1)).isTrue();
    assertThat(counter.h()).isEqualTo(many);
  }

  @Test
  void manyStanzasWithOneAlwaysOpenAreCounted() {
    receive(1);
    for (int number = 2; number <= 200_000; number++) {
      counter.receive();
      counter.safe(number - 1);
    }
    assertThat(counter.handled()).isEqualTo(199_999);
    assertThat(counter.safe(200_000)).isTrue();
    assertThat(counter.handled()).isEqualTo(counter.received());
  }
}
