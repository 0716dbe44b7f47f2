package dev.parley.modules.presence;

/**
 * How often something may be done: a burst at once, after that once an interval. Changes that come
 * faster are not queued; whoever asks is told to come back, and then does the latest only.
 */
final class Pace {
  private final long interval;
  private final long tolerance;
  private long due = Long.MIN_VALUE;

  /**
   * A pace that nobody has used yet.
   *
   * @param burst how many may be done at once, at least 1
   * @param interval milliseconds between those that follow; 0 for no limit
   */
  Pace(int burst, long interval) {
    this.interval = interval;
    this.tolerance = (burst - 1) * interval;
  }

  /**
   * Asks to do it once.
   *
   * @param now in milliseconds, from any clock that does not go back
   * @return 0 if it may be done now, and is counted; else milliseconds until it is worth asking
   */
  long ask(long now) {
    long from = Math.max(due, now);
    if (from - now > tolerance) {
      return from - now - tolerance;
    }
    due = from + interval;
    return 0;
  }
}
