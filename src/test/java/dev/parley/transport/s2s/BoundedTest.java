package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BoundedTest {
  private final Bounded<String, AtomicBoolean> things =
      new Bounded<>(2, key -> new AtomicBoolean(), AtomicBoolean::get);

  @Test
  void thereIsNoRoomForMoreThanSoMany() {
    AtomicBoolean first = things.get("a");
    assertThat(things.get("b")).isNotNull();

    assertThat(things.get("c")).isNull();
    assertThat(things.get("a")).isSameAs(first);
    assertThat(things.values()).hasSize(2);
  }

  @Test
  void whatIsNotNeededMakesRoom() {
    things.always("a").set(true);
    AtomicBoolean second = things.get("b");

    assertThat(things.get("c")).isNotNull();
    assertThat(things.get("b")).isSameAs(second);
    assertThat(things.get("a")).isNull();
  }

  @Test
  void whatMustBeIsThereNevertheless() {
    things.always("a");
    things.always("b");

    assertThat(things.always("c")).isSameAs(things.get("c"));
  }
}
