package dev.parley.core.http;

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
   * @param proxies the addresses and networks that are believed; see {@code http.proxies}
   */
  public static String of(HttpServerRequest request, List<String> proxies) {
    SocketAddress remote = request.remoteAddress();
    String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    return of(peer, request.headers().getAll(FORWARDED_FOR), proxies);
  }

  /**
   * The last address that was not said by one of our proxies: each appends whom it was asked by,
   * and what stands before that may be a lie of the client.
   *
   * @param peer the other end of the connection
   * @param forwarded the values of all headers X-Forwarded-For, in their order
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
