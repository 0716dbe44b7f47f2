package dev.parley.core.federation;

import java.net.InetAddress;

/**
 * One place where the server of a domain may be.
 *
 * @param host its name as DNS gave it, without the dot at its end, for logs and DANE
 * @param address where to connect; whoever finds it has made sure that it may be connected to
 * @param port TCP port
 * @param directTls true for TLS from the first byte, with ALPN {@code xmpp-server} (XEP-0368),
 *     false for STARTTLS
 * @param isSecure true if DNSSEC vouches for the way from the domain to {@code host}
 */
public record Target(
    String host, InetAddress address, int port, boolean directTls, boolean isSecure) {}
