package dev.parley.transport.c2s;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.transport.stream.TokenBucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of a node by address and by prefix (/24 of IPv4, /64 of IPv6), and refuses
 * what is too many or too fast. One for all listeners; safe from any thread.
 */
public final class ConnectionLimiter {
  /** Prefixes without connection that are remembered for their rate. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<String, Integer> addresses = new HashMap<>();
  private final Map<String, Prefix> prefixes = new HashMap<>();
  private int total;

  /** Takes a place for a connection from {@code address}; false if it must be refused. */
  public synchronized boolean admit(String address, ConnectionLimits limits, long nowNanos) {
    String prefix = prefixOf(address);
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
    Prefix prefix = prefixes.get(prefixOf(address));
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

  /** The network that the address is in, as far as one party is likely to own it all. */
  static String prefixOf(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address);
      byte[] bytes = parsed.getAddress();
      int keep = parsed instanceof Inet6Address ? 8 : 3;
      return Arrays.toString(Arrays.copyOf(bytes, keep));
    } catch (UnknownHostException notAnAddress) {
      return address;
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
