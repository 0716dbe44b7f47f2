package dev.parley.core.module;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often strangers have done something in the last hour, by a name such as their domain or
 * address. Usable from any thread. Remembers a bounded number of names; while it is full of fresh
 * ones, others have no budget: that many at once are an attack.
 */
public final class HourlyBudgets {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final int most;

  /** By name; those whose hour began first come first. */
  private final Map<String, Window> windows = new LinkedHashMap<>();

  private record Window(long since, int count) {}

  /**
   * @param most names that are remembered
   */
  public HourlyBudgets(int most) {
    this.most = most;
  }

  /**
   * Takes one from the budget of a name.
   *
   * @param perHour size of the budget; 0 for no limit
   * @param now as {@link System#nanoTime}
   * @return false if nothing is left
   */
  public synchronized boolean take(String name, int perHour, long now) {
    if (perHour == 0) {
      return true;
    }
    forget(now);
    Window window = windows.get(name);
    if (window == null) {
      if (windows.size() >= most) {
        return false;
      }
      window = new Window(now, 0);
    }
    int count = Math.min(window.count(), perHour) + 1;
    windows.put(name, new Window(window.since(), count));
    return count <= perHour;
  }

  /** Forgets those whose hour is over. */
  private void forget(long now) {
    Iterator<Window> oldest = windows.values().iterator();
    while (oldest.hasNext() && now - oldest.next().since() > HOUR) {
      oldest.remove();
    }
  }

  /** The number of names that are remembered. */
  synchronized int size() {
    return windows.size();
  }
}
