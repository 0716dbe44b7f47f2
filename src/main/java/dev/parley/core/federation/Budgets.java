package dev.parley.core.federation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How often strangers have done something in the last hour, by a name such as their domain. Usable
 * from any thread. Remembers a bounded number of names; while it is full of fresh ones, others have
 * no budget: that many at once are an attack.
 */
public final class Budgets {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final int most;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  private record Window(long since, int count) {}

  /**
   * @param most names that are remembered
   */
  public Budgets(int most) {
    this.most = most;
  }

  /**
   * Takes one from the budget of a name.
   *
   * @param perHour size of the budget; 0 for no limit
   * @param now as {@link System#nanoTime}
   * @return false if nothing is left
   */
  public boolean take(String name, int perHour, long now) {
    if (perHour == 0) {
      return true;
    }
    if (windows.size() >= most && !windows.containsKey(name)) {
      windows.values().removeIf(window -> now - window.since() > HOUR);
      if (windows.size() >= most) {
        return false;
      }
    }
    Window counted =
        windows.compute(
            name,
            (key, window) ->
                window == null || now - window.since() > HOUR
                    ? new Window(now, 1)
                    : new Window(window.since(), Math.min(window.count(), perHour) + 1));
    return counted.count() <= perHour;
  }
}
