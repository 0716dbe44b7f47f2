package dev.parley.core.config;

import java.time.Duration;

/**
 * Times and queues of one connection.
 *
 * @param tlsTimeout from the connection to the end of the TLS handshake, where it starts with TLS
 * @param loginTimeout from the connection to a bound session
 * @param idleTimeout silence after which a stream is probed, and closed if it stays silent as long
 *     again
 * @param closeTimeout how long the peer's closing tag is waited for
 * @param outboundBytes what may wait to be written; a peer that reads slower is disconnected
 * @param resumeTimeout how long a session can be resumed after its connection was lost (XEP-0198)
 * @param unacknowledgedStanzas stanzas that wait for the peer's acknowledgement (XEP-0198)
 * @param unacknowledgedBytes bytes that these may hold
 */
public record StreamLimits(
    Duration tlsTimeout,
    Duration loginTimeout,
    Duration idleTimeout,
    Duration closeTimeout,
    int outboundBytes,
    Duration resumeTimeout,
    int unacknowledgedStanzas,
    int unacknowledgedBytes) {
  public static final StreamLimits DEFAULT =
      new StreamLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          4_194_304,
          Duration.ofMinutes(10),
          2_000,
          4_194_304);

  public StreamLimits {
    Check.positive("tlsTimeout", tlsTimeout);
    Check.positive("loginTimeout", loginTimeout);
    Check.positive("idleTimeout", idleTimeout);
    Check.positive("closeTimeout", closeTimeout);
    Check.positive("resumeTimeout", resumeTimeout);
    Check.range("outboundBytes", outboundBytes, 65_536, 1_000_000_000);
    Check.range("unacknowledgedStanzas", unacknowledgedStanzas, 10, 1_000_000);
    Check.range("unacknowledgedBytes", unacknowledgedBytes, 65_536, 1_000_000_000);
  }
}
