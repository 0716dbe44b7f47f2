package dev.parley.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The `listen` block: where clients and other servers find this one.
 *
 * @param c2s for clients that ask for STARTTLS (RFC 6120 §5); null if switched off
 * @param c2sDirectTls for clients that start with TLS (XEP-0368); null if switched off
 * @param s2s for servers that ask for STARTTLS; null if switched off
 * @param s2sTls for servers that start with TLS (XEP-0368); null if switched off
 * @param https for HTTP with TLS; null if switched off
 * @param http for HTTP without TLS, from a reverse proxy; null if switched off
 * @param proxyProtocol addresses or networks of proxies before the ports of clients and servers;
 *     each of their connections begins with a header of the PROXY protocol
 */
public record ListenConfig(
    @Nullable Listener c2s,
    @Nullable Listener c2sDirectTls,
    @Nullable Listener s2s,
    @Nullable Listener s2sTls,
    @Nullable Listener https,
    @Nullable Listener http,
    List<String> proxyProtocol) {
  public static final ListenConfig DEFAULT =
      new ListenConfig(
          new Listener("::", 5222),
          new Listener("::", 5223),
          new Listener("::", 5269),
          new Listener("::", 5270),
          new Listener("::", 5443),
          null);

  /** Without proxies. */
  public ListenConfig(
      @Nullable Listener c2s,
      @Nullable Listener c2sDirectTls,
      @Nullable Listener s2s,
      @Nullable Listener s2sTls,
      @Nullable Listener https,
      @Nullable Listener http) {
    this(c2s, c2sDirectTls, s2s, s2sTls, https, http, List.of());
  }

  public ListenConfig {
    proxyProtocol = List.copyOf(proxyProtocol);
    for (var proxy : proxyProtocol) {
      Check.that(
          Networks.isNetwork(proxy),
          "proxyProtocol",
          "takes addresses and networks such as 192.0.2.0/24, not " + proxy);
    }
    apart("c2sDirectTls", c2sDirectTls, "c2s", c2s);
    apart("s2s", s2s, "c2s", c2s);
    apart("s2s", s2s, "c2sDirectTls", c2sDirectTls);
    apart("s2sTls", s2sTls, "c2s", c2s);
    apart("s2sTls", s2sTls, "c2sDirectTls", c2sDirectTls);
    apart("s2sTls", s2sTls, "s2s", s2s);
    apart("https", https, "c2s", c2s);
    apart("https", https, "c2sDirectTls", c2sDirectTls);
    apart("https", https, "s2s", s2s);
    apart("https", https, "s2sTls", s2sTls);
    apart("http", http, "c2s", c2s);
    apart("http", http, "c2sDirectTls", c2sDirectTls);
    apart("http", http, "s2s", s2s);
    apart("http", http, "s2sTls", s2sTls);
    apart("http", http, "https", https);
  }

  /** Whether this server speaks with others: it must be reachable for them. */
  public boolean federates() {
    return s2s != null || s2sTls != null;
  }

  private static void apart(
      String key, @Nullable Listener one, String otherKey, @Nullable Listener other) {
    Check.that(
        one == null
            || other == null
            || one.port() == 0
            || one.port() != other.port()
            || !one.host().equals(other.host()),
        key,
        "must not use the port of listen." + otherKey);
  }

  /**
   * One listening socket.
   *
   * @param host address to bind; {@code ::} is every address, of IPv4 too
   * @param port TCP port; 0 picks a free one
   */
  public record Listener(String host, int port) {
    public Listener {
      Check.that(!host.isBlank(), "host", "must not be empty");
      Check.range("port", port, 0, 65_535);
    }
  }
}
