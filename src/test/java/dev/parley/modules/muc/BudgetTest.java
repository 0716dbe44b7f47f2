package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void givesSoManyAtOnce() {
    var budget = Budget.of(2, 1, TimeUnit.SECONDS, 3, 0);
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isFalse();
  }

  @Test
  void fillsWithTimeButNotBeyondTheMost() {
    var budget = Budget.of(2, 1, TimeUnit.SECONDS, 2, 0);
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(SECOND / 2)).isTrue();
    assertThat(budget.take(SECOND / 2)).isFalse();
    assertThat(budget.take(100 * SECOND)).isTrue();
    assertThat(budget.take(100 * SECOND)).isTrue();
    assertThat(budget.take(100 * SECOND)).isFalse();
  }

  @Test
  void hasNoLimitIfNoneIsSet() {
    var budget = Budget.of(0, 1, TimeUnit.SECONDS, 0, 0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(budget.take(0)).isTrue();
    }
  }
}
