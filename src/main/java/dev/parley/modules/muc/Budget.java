package dev.parley.modules.muc;

import java.util.concurrent.TimeUnit;

/** So many things in so much time, with as many at once as fit. Used on one context. */
final class Budget {
  private final double perNano;
  private final double most;
  private double left;
  private long filled;

  private Budget(double perNano, double most, long now) {
    this.perNano = perNano;
    this.most = most;
    this.left = most;
    this.filled = now;
  }

  /**
   * A full budget.
   *
   * @param count how many in that time; 0 for any number
   * @param most how many at once
   * @param now of a clock in nanoseconds that does not go back
   */
  static Budget of(int count, long time, TimeUnit unit, int most, long now) {
    return new Budget(count / (double) unit.toNanos(time), count == 0 ? -1 : most, now);
  }

  /** Takes one; false if none is left. */
  boolean take(long now) {
    if (most < 0) {
      return true;
    }
    left = Math.min(most, left + (now - filled) * perNano);
    filled = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
