package dev.parley.core.auth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts accounts made from each address in the last hour. Asked by streams, each on its own
 * context.
 */
public final class HourlyLimit {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<AddressPrefix, Window> windows = new ConcurrentHashMap<>();

  /** How many were made since when. */
  private record Window(long since, int count) {}

  /** Counts one more; false if that is too many. */
  public boolean admit(AddressPrefix address, int perHour, long nowNanos) {
    if (perHour == 0) {
      return true;
    }
    if (windows.size() > MAX_REMEMBERED) {
      windows.values().removeIf(window -> nowNanos - window.since() > HOUR);
    }
    Window counted =
        windows.compute(
            address,
            (key, window) ->
                window == null || nowNanos - window.since() > HOUR
                    ? new Window(nowNanos, 1)
                    : new Window(window.since(), window.count() + 1));
    return counted.count() <= perHour;
  }
}
