package dev.parley.transport.s2s;

import java.util.HashMap;
import java.util.Map;

/** How many streams each domain has open to this node; safe from any thread. */
public final class StreamCounts {
  private final Map<String, Integer> counts = new HashMap<>();

  /** Takes a place for a stream of {@code domain}; false if it has as many as it may. */
  synchronized boolean enter(String domain, int most) {
    int open = counts.getOrDefault(domain, 0);
    if (open >= most) {
      return false;
    }
    counts.put(domain, open + 1);
    return true;
  }

  /** Gives the place back. */
  synchronized void leave(String domain) {
    counts.computeIfPresent(domain, (name, open) -> open == 1 ? null : open - 1);
  }
}
