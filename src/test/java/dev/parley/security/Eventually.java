package dev.parley.security;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What becomes true after a while. */
final class Eventually {
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private Eventually() {}

  /** Asks again and again until it holds; fails as the last try did. */
  static void holds(Duration patience, Runnable assertion) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
