package dev.parley.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What strangers have left of an hour. */
final class HourlyBudgetsTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final HourlyBudgets budgets = new HourlyBudgets(3);

  @Test
  void anHourHasSoMany() {
    long start = Long.MAX_VALUE - 30 * MINUTE;
    assertThat(budgets.take("a", 2, start)).isTrue();
    assertThat(budgets.take("a", 2, start)).isTrue();
    assertThat(budgets.take("a", 2, start + 59 * MINUTE)).isFalse();
    assertThat(budgets.take("b", 2, start)).isTrue();
    assertThat(budgets.take("a", 2, start + 61 * MINUTE)).isTrue();
    assertThat(budgets.take("a", 0, start + 61 * MINUTE)).isTrue();
  }

  @Test
  void manyNamesAreNoWayAround() {
    for (var name : new String[] {"a", "b", "c"}) {
      assertThat(budgets.take(name, 1, 0)).isTrue();
    }
    assertThat(budgets.take("d", 1, MINUTE)).isFalse();
    assertThat(budgets.take("d", 1, 61 * MINUTE)).isTrue();
  }

  @Test
  void freshNamesDoNotTakeMoreMemory() {
    for (int i = 0; i < 20_000; i++) {
      budgets.take("stranger " + i, 1, i);
      assertThat(budgets.size()).isLessThanOrEqualTo(3);
    }
    assertThat(budgets.take("stranger 0", 2, MINUTE)).as("somebody remembered").isTrue();
    assertThat(budgets.take("nobody", 1, 61 * MINUTE)).isTrue();
    assertThat(budgets.size()).as("what an hour leaves").isEqualTo(1);
  }
}
