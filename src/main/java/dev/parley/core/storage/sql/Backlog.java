package dev.parley.core.storage.sql;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what waits for a database, in statements and in memory. Safe on any thread. */
final class Backlog {
  static final int MOST_STATEMENTS = 20_000;
  static final long MOST_WEIGHT = 64L << 20;

  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicLong weight = new AtomicLong();

  /** Takes the place of some statements; false if there is none. */
  boolean enter(int count, int size) {
    if (statements.addAndGet(count) > MOST_STATEMENTS || weight.addAndGet(size) > MOST_WEIGHT) {
      leave(count, size);
      return false;
    }
    return true;
  }

  /** Gives their place back. */
  void leave(int count, int size) {
    statements.addAndGet(-count);
    weight.addAndGet(-size);
  }

  /** How many are inside. */
  int size() {
    return statements.get();
  }
}
