package dev.parley.transport.stream;

import dev.parley.core.auth.AddressPrefix;
import dev.parley.core.config.ConnectionLimits;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of a node by address and by prefix (/24 of IPv4, /48 of IPv6), and refuses
 * what is too many or too fast. One for all listeners of a kind; safe from any thread.
 */
public final class ConnectionLimiter {
  /** Prefixes without connection that are remembered for their rate. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<String, Integer> addresses = new HashMap<>();
  private final Map<AddressPrefix, Prefix> prefixes = new HashMap<>();
  private int total;

  /** Takes a place for a connection from {@code address}; false if it must be refused. */
  public synchronized boolean admit(String address, ConnectionLimits limits, long nowNanos) {
    AddressPrefix prefix = AddressPrefix.network(address);
    Prefix known = prefixes.get(prefix);
    if (known == null) {
      forgetIdle();
      known =
          new Prefix(
              new TokenBucket(
                  limits.newPerSecondPerPrefix(), limits.newBurstPerPrefix(), nowNanos));
      prefixes.put(prefix, known);
    }
    if (known.rate.take(1, nowNanos) > 0) {
      return false;
    }
    int same = addresses.getOrDefault(address, 0);
    if (exceeds(total, limits.total())
        || exceeds(same, limits.perAddress())
        || exceeds(known.count, limits.perPrefix())) {
      return false;
    }
    total++;
    addresses.put(address, same + 1);
    known.count++;
    return true;
  }

  private static boolean exceeds(int count, int limit) {
    return limit > 0 && count >= limit;
  }

  /** Gives the place back. */
  public synchronized void leave(String address) {
    total--;
    addresses.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    Prefix prefix = prefixes.get(AddressPrefix.network(address));
    if (prefix != null) {
      prefix.count--;
    }
  }

  /** How many connections there are. */
  public synchronized int total() {
    return total;
  }

  private void forgetIdle() {
    if (prefixes.size() >= MAX_REMEMBERED) {
      prefixes.values().removeIf(prefix -> prefix.count == 0);
    }
  }

  /** One network. */
  private static final class Prefix {
    private final TokenBucket rate;
    private int count;

    Prefix(TokenBucket rate) {
      this.rate = rate;
    }
  }
}
