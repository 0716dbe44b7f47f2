package dev.parley.transport.stream;

/** A budget that refills with time and may be overdrawn once; who overdraws it has to wait. */
public final class TokenBucket {
  private final long perSecond;
  private final long burst;
  private double tokens;
  private long lastNanos;

  /**
   * Starts full.
   *
   * @param perSecond how many tokens come back in a second; 0 means no limit
   * @param burst how many there can be
   */
  public TokenBucket(long perSecond, long burst, long nowNanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /** Takes tokens; returns how many milliseconds to wait until the budget is even again. */
  public long take(long amount, long nowNanos) {
    if (perSecond == 0) {
      return 0;
    }
    tokens = Math.min((double) burst, tokens + (nowNanos - lastNanos) * 1e-9 * perSecond);
    lastNanos = nowNanos;
    tokens -= amount;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens * 1000 / perSecond);
  }
}
