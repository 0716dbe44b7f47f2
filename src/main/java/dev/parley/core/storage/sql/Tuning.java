package dev.parley.core.storage.sql;

import java.time.Duration;

/**
 * Numbers that no user needs to set.
 *
 * @param batchRows with so many rows a batch waits for no more; what is there already joins it
 * @param batchWait how long a write may wait for neighbours while many arrive; zero commits at once
 * @param deadline within which every call ends
 */
record Tuning(int batchRows, Duration batchWait, Duration deadline) {
  /** Most rows committed together: bounds the time that a commit takes. */
  static final int MOST_ROWS = 512;

  static final Tuning DEFAULT = new Tuning(64, Duration.ofMillis(2), Duration.ofSeconds(5));
}
