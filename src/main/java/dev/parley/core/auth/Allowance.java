package dev.parley.core.auth;

/**
 * A number of failures that fills up again over a window of time (a token bucket). Whoever uses it
 * guards it.
 */
final class Allowance {
  private final int size;
  private final double perNano;
  private double left;
  private long updated;

  /**
   * Full at first.
   *
   * @param windowNanos time in which an empty one fills up
   * @param now nanoseconds of any clock that only goes forward
   */
  Allowance(int size, long windowNanos, long now) {
    this.size = size;
    this.perNano = (double) size / windowNanos;
    this.left = size;
    this.updated = now;
  }

  /** True if something is left. */
  boolean hasSome(long now) {
    left = Math.min(size, left + (now - updated) * perNano);
    updated = now;
    return left >= 1;
  }

  /** True if nothing was taken, or all of it has come back. */
  boolean isFull(long now) {
    hasSome(now);
    return left >= size;
  }

  /** Takes one; only after {@link #hasSome}. */
  void take() {
    left--;
  }

  /** Puts one back. */
  void giveBack() {
    left = Math.min(size, left + 1);
  }
}
