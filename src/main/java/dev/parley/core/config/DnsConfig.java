package dev.parley.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The `s2s.dns` block: how the addresses of other servers are found.
 *
 * @param servers name servers to ask, as address or {@code address:port}; empty for those of the
 *     system
 * @param timeout how long one question may take, with all repetitions
 * @param cacheEntries most answers kept
 * @param privateNetworks networks that other servers may be in although the Internet does not reach
 *     them, such as {@code 10.0.0.0/8} or {@code ::1}
 * @param rootKeys file with the DS or DNSKEY records that DNSSEC begins with; null for IANA's
 */
public record DnsConfig(
    List<String> servers,
    Duration timeout,
    int cacheEntries,
    List<String> privateNetworks,
    @Nullable Path rootKeys) {
  public static final DnsConfig DEFAULT =
      new DnsConfig(List.of(), Duration.ofSeconds(5), 10_000, List.of(), null);

  public DnsConfig {
    servers = List.copyOf(servers);
    privateNetworks = List.copyOf(privateNetworks);
    Check.positive("timeout", timeout);
    Check.range("cacheEntries", cacheEntries, 100, 1_000_000);
    for (var server : servers) {
      Check.that(
          NameServer.isValid(server),
          "servers",
          "takes addresses with or without a port, such as 192.0.2.53, 127.0.0.1:5353 or"
              + " [2001:db8::53]:53, not "
              + server);
    }
    for (var network : privateNetworks) {
      Check.that(
          Networks.isNetwork(network),
          "privateNetworks",
          "takes addresses and networks such as 10.0.0.0/8, not " + network);
    }
  }
}
