package dev.parley.modules.muc.rules;

import java.util.concurrent.TimeUnit;

/**
 * How much is said in a room (XEP-0502): messages in each of the last 24 whole hours, as long as
 * the room has been in memory.
 */
public final class Activity {
  private static final int HOURS = 24;

  /** Of the hour that is not over, and of those before it. */
  private final int[] counts = new int[HOURS + 1];

  private final long first;
  private long hour;

  /**
   * Begins to count.
   *
   * @param nanos now, of a clock that does not go back
   */
  public Activity(long nanos) {
    this.first = hour(nanos);
    this.hour = first;
  }

  private static long hour(long nanos) {
    return Math.floorDiv(nanos, TimeUnit.HOURS.toNanos(1));
  }

  /** A message with a text was said. */
  public void said(long nanos) {
    advance(nanos);
    counts[0]++;
  }

  /** Messages an hour; negative as long as no hour has been counted as a whole. */
  public double perHour(long nanos) {
    advance(nanos);
    long whole = Math.min(HOURS, hour - first - 1);
    if (whole < 1) {
      return -1;
    }
    int sum = 0;
    for (int i = 1; i <= whole; i++) {
      sum += counts[i];
    }
    return (double) sum / whole;
  }

  private void advance(long nanos) {
    long steps = Math.min(hour(nanos) - hour, counts.length);
    for (long i = 0; i < steps; i++) {
      System.arraycopy(counts, 0, counts, 1, counts.length - 1);
      counts[0] = 0;
    }
    hour = hour(nanos);
  }
}
