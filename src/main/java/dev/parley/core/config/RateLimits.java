package dev.parley.core.config;

/**
 * How much one session may send: two token buckets, stanzas and bytes. What is over is read later,
 * so the sender is slowed. 0 is no limit.
 *
 * @param stanzasPerSecond stanzas on average
 * @param stanzasBurst stanzas at once
 * @param bytesPerSecond bytes on average
 * @param bytesBurst bytes at once; at least the largest stanza
 */
public record RateLimits(
    int stanzasPerSecond, int stanzasBurst, int bytesPerSecond, int bytesBurst) {
  public static final RateLimits DEFAULT = new RateLimits(100, 1_000, 65_536, 2_097_152);
  public static final RateLimits NONE = new RateLimits(0, 0, 0, 0);

  public RateLimits {
    Check.range("stanzasPerSecond", stanzasPerSecond, 0, 10_000_000);
    Check.range("stanzasBurst", stanzasBurst, 0, 10_000_000);
    Check.range("bytesPerSecond", bytesPerSecond, 0, Integer.MAX_VALUE);
    Check.range("bytesBurst", bytesBurst, 0, Integer.MAX_VALUE);
    Check.that(
        stanzasPerSecond == 0 || stanzasBurst > 0,
        "stanzasBurst",
        "must be at least 1 while stanzasPerSecond is set");
    Check.that(
        bytesPerSecond == 0 || bytesBurst > 0,
        "bytesBurst",
        "must be at least 1 while bytesPerSecond is set");
  }
}
