package dev.parley.core.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what goes wrong again and again from filling the log. Safe on any thread. */
public final class Seldom {
  private final long gapNanos;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Lets one line pass in that time. */
  public Seldom(Duration gap) {
    this.gapNanos = gap.toNanos();
  }

  /** True if it is time for a line. */
  public boolean isTime() {
    long now = System.nanoTime();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + gapNanos);
  }
}
