package dev.parley.core.federation;

import dev.parley.core.dns.Association;
import java.net.InetAddress;
import java.util.List;

/**
 * One place where the server of a domain may be.
 *
 * @param domain whose server it is, in the form that a JID has
 * @param host its name as DNS gave it, without the dot at its end
 * @param address where to connect; whoever finds it has made sure that it may be connected to
 * @param port TCP port
 * @param directTls true for TLS from the first byte, with ALPN {@code xmpp-server} (XEP-0368),
 *     false for STARTTLS
 * @param isSecure true if DNSSEC vouches for the way from the domain to {@code host} and to {@code
 *     address}
 * @param associations what signed records say about its certificate; empty if they say nothing
 */
public record Target(
    String domain,
    String host,
    InetAddress address,
    int port,
    boolean directTls,
    boolean isSecure,
    List<Association> associations) {
  public Target {
    associations = List.copyOf(associations);
  }

  /** One that nobody vouches for. */
  public static Target plain(
      String domain, String host, InetAddress address, int port, boolean directTls) {
    return new Target(domain, host, address, port, directTls, false, List.of());
  }
}
