package dev.parley.modules.report;

import dev.parley.protocol.jid.Jid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts what comes from each address in an hour; belongs to one home. */
final class Tally {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 1_000;

  private final Map<Jid, Window> windows = new HashMap<>();

  private record Window(Instant since, int count) {
    boolean isOver(Instant now) {
      return Duration.between(since, now).compareTo(HOUR) > 0;
    }
  }

  /** Counts one more; false if that is too many. */
  boolean admit(Jid address, int most, Instant now) {
    if (windows.size() > MOST_REMEMBERED) {
      windows.values().removeIf(window -> window.isOver(now));
    }
    Window known = windows.get(address);
    if (known == null || known.isOver(now)) {
      if (windows.size() > MOST_REMEMBERED) {
        return false;
      }
      known = new Window(now, 0);
    }
    windows.put(address, new Window(known.since(), known.count() + 1));
    return known.count() < most;
  }
}
