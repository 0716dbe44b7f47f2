package dev.parley.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The `http` block: how clients reach the HTTP server.
 *
 * @param url address that clients are told, with {@code {domain}} for the domain and without a
 *     slash at its end; null for the domain with the port of {@code listen.https}
 * @param proxies addresses or networks of reverse proxies that are believed
 * @param proxyHeader what those proxies write
 * @param proxyProtocol addresses or networks of proxies before the ports of HTTP, each of whose
 *     connections begins with a header of the PROXY protocol
 * @param origins web sites whose pages may use streams, as browsers tell their origin; {@code *} is
 *     every site
 */
public record HttpConfig(
    @Nullable String url,
    List<String> proxies,
    ProxyHeader proxyHeader,
    List<String> proxyProtocol,
    List<String> origins,
    WebSocketConfig websocket,
    BoshConfig bosh) {
  public static final HttpConfig DEFAULT =
      new HttpConfig(
          null,
          List.of(),
          ProxyHeader.X_FORWARDED,
          List.of(),
          List.of("*"),
          WebSocketConfig.DEFAULT,
          BoshConfig.DEFAULT);

  /** What a reverse proxy says of its clients in; the others come from the clients themselves. */
  public enum ProxyHeader {
    /** X-Forwarded-For and X-Forwarded-Proto. */
    X_FORWARDED,
    /** Forwarded (RFC 7239). */
    FORWARDED
  }

  public HttpConfig {
    url = url != null && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    proxies = List.copyOf(proxies);
    origins = List.copyOf(origins);
    proxyProtocol = List.copyOf(proxyProtocol);
    check("proxies", proxies);
    check("proxyProtocol", proxyProtocol);
  }

  private static void check(String key, List<String> networks) {
    for (var network : networks) {
      Check.that(
          Networks.isNetwork(network),
          key,
          "takes addresses and networks such as 192.0.2.0/24, not " + network);
    }
  }

  /** Whether pages of this origin may use streams; null for who is no browser. */
  public boolean allows(@Nullable String origin) {
    return origin == null || origins.contains("*") || origins.contains(origin);
  }
}
