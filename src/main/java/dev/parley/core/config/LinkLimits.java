package dev.parley.core.config;

import java.time.Duration;

/**
 * The `s2s.links` block: streams with other servers.
 *
 * @param connectTimeout how long one address may take to accept a connection
 * @param negotiationTimeout from the connection until both know whom they speak with
 * @param idleTimeout silence after which a stream is closed
 * @param ackTimeout how long a server may take to acknowledge stanzas (XEP-0198)
 * @param resumeTimeout how long a stream that was cut may be resumed (XEP-0198 §5)
 * @param backoff wait after the first failed attempt to reach a domain; doubled with each
 * @param backoffMost longest wait
 * @param streamsPerDomain streams that one domain may open
 * @param domainsPerStream pairs of domains that may share one stream
 * @param stanzaBytes largest stanza accepted
 */
public record LinkLimits(
    Duration connectTimeout,
    Duration negotiationTimeout,
    Duration idleTimeout,
    Duration ackTimeout,
    Duration resumeTimeout,
    Duration backoff,
    Duration backoffMost,
    int streamsPerDomain,
    int domainsPerStream,
    int stanzaBytes) {
  public static final LinkLimits DEFAULT =
      new LinkLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          20,
          50,
          524_288);

  public LinkLimits {
    Check.positive("connectTimeout", connectTimeout);
    Check.positive("negotiationTimeout", negotiationTimeout);
    Check.positive("idleTimeout", idleTimeout);
    Check.positive("ackTimeout", ackTimeout);
    Check.positive("resumeTimeout", resumeTimeout);
    Check.positive("backoff", backoff);
    Check.positive("backoffMost", backoffMost);
    Check.range("streamsPerDomain", streamsPerDomain, 1, 10_000);
    Check.range("domainsPerStream", domainsPerStream, 1, 10_000);
    Check.range("stanzaBytes", stanzaBytes, 10_000, 100_000_000);
    Check.that(
        backoffMost.compareTo(backoff) >= 0, "backoffMost", "must not be shorter than backoff");
  }
}
