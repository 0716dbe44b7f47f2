package dev.parley.core.config;

import java.time.Duration;

/**
 * The `s2s.queue` block: what waits for a server that is not reached yet.
 *
 * @param stanzas most of them for one pair of domains
 * @param bytes that these may hold
 * @param timeout how long one may wait
 */
public record QueueLimits(int stanzas, int bytes, Duration timeout) {
  public static final QueueLimits DEFAULT =
      new QueueLimits(2_000, 4_194_304, Duration.ofMinutes(1));

  public QueueLimits {
    Check.range("stanzas", stanzas, 10, 1_000_000);
    Check.range("bytes", bytes, 65_536, 1_000_000_000);
    Check.positive("timeout", timeout);
  }
}
