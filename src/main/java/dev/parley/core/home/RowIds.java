package dev.parley.core.home;

import java.time.InstantSource;

/**
 * Hands out the ids of stored stanzas. They grow with time and never repeat, also when the clock
 * steps back: milliseconds in the upper 44 bits, a counter in the lower 20. A home has one instance
 * for its archive and its offline messages, so that their order is one.
 */
public final class RowIds {
  private static final int COUNTER_BITS = 20;

  private final InstantSource clock;
  private final long began;
  private long last;

  /** Begins at the time of the clock. */
  public RowIds(InstantSource clock) {
    this.clock = clock;
    this.began = first(clock.millis());
  }

  /** All ids of this process are greater, unless the clock has stepped back. */
  public long began() {
    return began;
  }

  /** The time that an id tells, in milliseconds since 1970. */
  public static long millis(long id) {
    return id >>> COUNTER_BITS;
  }

  /** The least id that tells this time or a later one; the time is in milliseconds since 1970. */
  public static long first(long millis) {
    return millis << COUNTER_BITS;
  }

  /** From now on all are greater than {@code id}: the greatest that is stored. */
  public void continueAfter(long id) {
    last = Math.max(last, id);
  }

  /** An id greater than all before. */
  public long next() {
    last = Math.max(last + 1, first(clock.millis()));
    return last;
  }
}
