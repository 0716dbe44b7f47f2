package dev.parley.core.config;

import java.time.Duration;

/**
 * The `limits.http` block: what one HTTP client may take.
 *
 * @param connectionsPerAddress open connections of one address; 0 is no limit
 * @param streamsPerConnection requests at a time on one HTTP/2 connection
 * @param headerBytes request line and header fields
 * @param bodyBytes body of a request that is not an upload
 * @param idleTimeout how long a connection may be without a request, and a request without progress
 * @param bytesPerSecond least speed of a body, on average over {@code idleTimeout}; 0 is no limit
 */
public record HttpLimits(
    int connectionsPerAddress,
    int streamsPerConnection,
    int headerBytes,
    int bodyBytes,
    Duration idleTimeout,
    int bytesPerSecond) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(100, 100, 16_384, 1_048_576, Duration.ofSeconds(30), 1_024);
  public static final HttpLimits TRUSTED =
      new HttpLimits(0, 100, 16_384, 1_048_576, Duration.ofSeconds(30), 0);

  public HttpLimits {
    Check.range("connectionsPerAddress", connectionsPerAddress, 0, Integer.MAX_VALUE);
    Check.range("streamsPerConnection", streamsPerConnection, 1, 10_000);
    Check.range("headerBytes", headerBytes, 1_024, 1_048_576);
    Check.range("bodyBytes", bodyBytes, 1_024, 1_073_741_824);
    Check.positive("idleTimeout", idleTimeout);
    Check.range("bytesPerSecond", bytesPerSecond, 0, 1_000_000_000);
  }
}
