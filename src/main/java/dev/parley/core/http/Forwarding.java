package dev.parley.core.http;

import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.Networks;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What reverse proxies of ours say of the connection that a request came over. */
public final class Forwarding {
  static final String FORWARDED = "Forwarded";
  private static final String PROTO = "X-Forwarded-Proto";

  private Forwarding() {}

  /**
   * Whether nobody on the way could read it: TLS of our own, or one of our proxies says that it
   * took it off.
   *
   * @param http tells which proxies are believed, and what they write
   */
  public static boolean isSecure(HttpServerRequest request, HttpConfig http) {
    if (request.isSSL()) {
      return true;
    }
    // The other end of the connection, whomever a PROXY header names.
    SocketAddress remote = request.connection().remoteAddress(true);
    String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    List<String> said =
        switch (http.proxyHeader()) {
          case X_FORWARDED -> request.headers().getAll(PROTO);
          case FORWARDED -> protocols(request.headers().getAll(FORWARDED));
        };
    return Networks.contain(http.proxies(), peer) && isSecure(said);
  }

  /** What each proxy was asked over (RFC 7239 §5.4). */
  static List<String> protocols(List<String> headers) {
    return ForwardedHeader.parse(headers).stream()
        .map(hop -> hop.getOrDefault("proto", "unknown"))
        .toList();
  }

  /** Only the last proxy is ours for certain. */
  static boolean isSecure(List<String> said) {
    if (said.isEmpty()) {
      return false;
    }
    String last = said.get(said.size() - 1);
    @Nullable String proto = last.substring(last.lastIndexOf(',') + 1).strip();
    return switch (proto.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> true;
      default -> false;
    };
  }
}
