package dev.parley.core.config;

/**
 * How many connections, and how fast. An address is an IPv4 address or the /64 of an IPv6 address;
 * a prefix is a /24 of IPv4 or a /48 of IPv6. 0 is no limit.
 *
 * @param total open connections in all
 * @param perAddress open connections of one address
 * @param perPrefix open connections of one prefix
 * @param newPerSecondPerPrefix new connections of one prefix in a second, on average
 * @param newBurstPerPrefix new connections of one prefix at once
 */
public record ConnectionLimits(
    int total, int perAddress, int perPrefix, int newPerSecondPerPrefix, int newBurstPerPrefix) {
  public static final ConnectionLimits DEFAULT = new ConnectionLimits(0, 200, 1_000, 20, 100);
  public static final ConnectionLimits NONE = new ConnectionLimits(0, 0, 0, 0, 0);

  public ConnectionLimits {
    Check.range("total", total, 0, Integer.MAX_VALUE);
    Check.range("perAddress", perAddress, 0, Integer.MAX_VALUE);
    Check.range("perPrefix", perPrefix, 0, Integer.MAX_VALUE);
    Check.range("newPerSecondPerPrefix", newPerSecondPerPrefix, 0, 1_000_000);
    Check.range("newBurstPerPrefix", newBurstPerPrefix, 0, 1_000_000);
    Check.that(
        newPerSecondPerPrefix == 0 || newBurstPerPrefix > 0,
        "newBurstPerPrefix",
        "must be at least 1 while newPerSecondPerPrefix is set");
  }
}
