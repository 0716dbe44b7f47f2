package dev.parley.core.http;

import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.Networks;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/** Who really asks: the address of the connection, or what a reverse proxy of ours says. */
public final class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private ClientAddress() {}

  /**
   * The address of the client, for limits and logs.
   *
   * @param http tells which proxies are believed, and what they write
   */
  public static String of(HttpServerRequest request, HttpConfig http) {
    SocketAddress remote = request.remoteAddress();
    String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    List<String> said =
        switch (http.proxyHeader()) {
          case X_FORWARDED -> request.headers().getAll(FORWARDED_FOR);
          case FORWARDED -> nodes(request.headers().getAll(Forwarding.FORWARDED));
        };
    return of(peer, said, http.proxies());
  }

  /** Whom each proxy was asked by (RFC 7239 §5.2). */
  static List<String> nodes(List<String> headers) {
    return ForwardedHeader.parse(headers).stream()
        .map(hop -> ForwardedHeader.address(hop.getOrDefault("for", "unknown")))
        .toList();
  }

  /**
   * The last address that was not said by one of our proxies: each appends whom it was asked by,
   * and what stands before that may be a lie of the client.
   *
   * @param peer the other end of the connection
   * @param forwarded whom they were asked by, in their order; several may stand between commas
   */
  static String of(String peer, List<String> forwarded, List<String> proxies) {
    String believed = peer;
    List<String> chain = List.of(String.join(",", forwarded).split(",", -1));
    for (int i = chain.size() - 1; i >= 0 && Networks.contain(proxies, believed); i--) {
      String said = chain.get(i).strip();
      if (NetUtil.createByteArrayFromIpAddressString(said) == null) {
        return believed;
      }
      believed = said;
    }
    return believed;
  }
}
