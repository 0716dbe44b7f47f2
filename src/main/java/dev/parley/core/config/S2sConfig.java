package dev.parley.core.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The `s2s` block: how this server speaks with others.
 *
 * @param authorities PEM file of authorities that are trusted beside those of the Java runtime;
 *     null for none
 * @param dane whether signed TLSA records say which certificates are good (RFC 7673)
 * @param posh whether a domain's website may say so too (RFC 7711)
 * @param dns how their addresses are found
 * @param policy with whom, and what they have to show
 * @param routes where the servers of single domains are, in the form of {@link FixedRoute}
 * @param links times and numbers of streams
 * @param queue what may wait for a server
 * @param rate how much one stream may bring
 * @param connections how many other servers may open, and how fast
 */
public record S2sConfig(
    @Nullable Path authorities,
    boolean dane,
    boolean posh,
    DnsConfig dns,
    FederationPolicy policy,
    Map<String, String> routes,
    LinkLimits links,
    QueueLimits queue,
    RateLimits rate,
    ConnectionLimits connections) {
  public static final S2sConfig DEFAULT =
      new S2sConfig(
          null,
          false,
          false,
          DnsConfig.DEFAULT,
          FederationPolicy.DEFAULT,
          Map.of(),
          LinkLimits.DEFAULT,
          QueueLimits.DEFAULT,
          new RateLimits(500, 5_000, 524_288, 8_388_608),
          new ConnectionLimits(10_000, 100, 500, 10, 100));

  public S2sConfig {
    Map<String, String> prepared = new HashMap<>();
    routes.forEach((domain, place) -> {
      Check.that(
          FixedRoute.isValid(place),
          "routes",
          "takes places such as 192.0.2.1:5269, [2001:db8::1]:5269 or tls:192.0.2.1:5270, not "
              + place);
      prepared.put(FederationPolicy.prepared("routes", "", domain), place);
    });
    routes = Map.copyOf(prepared);
  }

  /** The same with another way to find addresses. */
  public S2sConfig withDns(DnsConfig changed) {
    return new S2sConfig(
        authorities, dane, posh, changed, policy, routes, links, queue, rate, connections);
  }

  /** The same with other routes. */
  public S2sConfig withRoutes(Map<String, String> changed) {
    return new S2sConfig(
        authorities, dane, posh, dns, policy, changed, links, queue, rate, connections);
  }

  /** The same with or without other proofs than certificates of authorities. */
  public S2sConfig withProofs(boolean byDane, boolean byPosh) {
    return new S2sConfig(
        authorities, byDane, byPosh, dns, policy, routes, links, queue, rate, connections);
  }
}
