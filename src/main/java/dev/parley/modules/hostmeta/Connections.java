package dev.parley.modules.hostmeta;

import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.StreamPaths;
import dev.parley.core.module.ModuleContext;
import dev.parley.protocol.jid.DomainName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the clients of a domain reach it, and other servers.
 *
 * @param domain in A-labels
 * @param websocket an address that begins with {@code wss:}
 * @param bosh an address that begins with {@code https:}
 * @param directTls port of XEP-0368 for clients
 * @param serverTls port of XEP-0368 for other servers
 * @param addresses of this server, for clients that are to ask no DNS; empty if they are not told
 */
record Connections(
    String domain,
    Optional<String> websocket,
    Optional<String> bosh,
    Optional<Integer> directTls,
    Optional<Integer> serverTls,
    List<String> addresses) {

  /** As the configuration says. */
  static Connections of(ModuleContext context, String domain) {
    ParleyConfig config = context.config();
    HttpConfig http = config.http();
    Optional<String> base = Optional.ofNullable(context.httpUrl(domain));
    return new Connections(
        ascii(domain),
        base.filter(url -> http.websocket().enabled())
            .map(url -> "wss" + url.substring("https".length()) + StreamPaths.WEBSOCKET),
        base.filter(url -> http.bosh().enabled()).map(url -> url + StreamPaths.BOSH),
        port(config.listen().c2sDirectTls()),
        port(config.listen().s2sTls()),
        context.settings().getJsonArray("addresses").stream().map(String::valueOf).toList());
  }

  private static Optional<Integer> port(@Nullable Listener listener) {
    return Optional.ofNullable(listener).map(Listener::port).filter(port -> port > 0);
  }

  /** The name as TLS and HTTP want it. */
  static String ascii(String domain) {
    return DomainName.toAscii(domain);
  }

  /** The name that the certificate of an address has to bear. */
  static String host(String url) {
    String host = URI.create(url).getHost();
    return host == null ? "" : host;
  }
}
