package dev.parley.transport.s2s;

import dev.parley.core.config.LinkLimits;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt to reach a server. */
final class Backoff {
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private int failures;
  private long until;

  /**
   * Waits for nothing.
   *
   * @param random keeps servers that failed together from coming back together
   */
  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** An attempt has failed at {@code now}, in {@link System#nanoTime}. */
  void failed(long now, LinkLimits limits) {
    long first = limits.backoff().toNanos();
    long most = limits.backoffMost().toNanos();
    long wait = failures >= 30 ? most : Math.min(most, first << failures);
    if (wait <= 0) {
      wait = most;
    }
    failures++;
    until = now + (long) (wait * (1 - JITTER + 2 * JITTER * random.nextDouble()));
  }

  /** An attempt has come through. */
  void succeeded() {
    failures = 0;
    until = 0;
  }

  /** When the next attempt may begin, in {@link System#nanoTime}; only if {@link #isWaiting}. */
  long until() {
    return until;
  }

  /** Whether an attempt must not begin yet. */
  boolean isWaiting(long now) {
    return failures > 0 && now - until < 0;
  }

  /** Attempts that have failed since the last that came through. */
  int failures() {
    return failures;
  }
}
