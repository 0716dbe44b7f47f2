package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowIdsTest {
  private long millis = 1_000;
  private final RowIds ids = new RowIds(() -> Instant.ofEpochMilli(millis));

  @Test
  void growsWithTheClock() {
    long first = ids.next();
    millis += 1;
    assertThat(ids.next() - first).isEqualTo(1 << 20);
  }

  @Test
  void growsWithinOneMillisecondAndWhenTheClockStepsBack() {
    long first = ids.next();
    assertThat(ids.next()).isEqualTo(first + 1);
    millis -= 500;
    assertThat(ids.next()).isEqualTo(first + 2);
  }

  @Test
  void continuesAfterTheGreatestOfAllTables() {
    long stored = 9_000L << 20;
    ids.continueAfter(stored);
    ids.continueAfter(5);
    assertThat(ids.next()).isEqualTo(stored + 1);
  }
}
