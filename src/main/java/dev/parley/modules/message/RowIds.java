package dev.parley.modules.message;

import java.time.InstantSource;

/**
 * Hands out ids that grow with time and never repeat, also when the clock steps back: milliseconds
 * in the upper 44 bits, a counter in the lower 20. One home uses one instance.
 */
final class RowIds {
  private static final int COUNTER_BITS = 20;

  private final InstantSource clock;
  private long last;

  /**
   * Continues behind what was handed out before.
   *
   * @param last the greatest id there is
   */
  RowIds(InstantSource clock, long last) {
    this.clock = clock;
    this.last = last;
  }

  /** An id greater than all before. */
  long next() {
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
    return last;
  }
}
