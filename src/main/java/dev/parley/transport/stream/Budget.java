package dev.parley.transport.stream;

import dev.parley.core.config.LimitsConfig;
import dev.parley.core.config.RateLimits;
import java.time.Duration;

/**
 * How much a connection may use.
 *
 * @param bytes read in a second
 * @param stanzas read in a second
 * @param bytesBeforeLogin read before the peer has proven who it is
 * @param outboundBytes that may wait to be written
 * @param closeTimeout how long the peer's end of the connection is waited for
 */
public record Budget(
    TokenBucket bytes,
    TokenBucket stanzas,
    long bytesBeforeLogin,
    long outboundBytes,
    Duration closeTimeout) {
  /** A new connection's share of these limits. */
  public static Budget of(LimitsConfig limits) {
    RateLimits rate = limits.rate();
    long now = System.nanoTime();
    return new Budget(
        new TokenBucket(rate.bytesPerSecond(), rate.bytesBurst(), now),
        new TokenBucket(rate.stanzasPerSecond(), rate.stanzasBurst(), now),
        limits.xml().streamBytesBeforeLogin(),
        limits.stream().outboundBytes(),
        limits.stream().closeTimeout());
  }
}
