package dev.parley.testing;

import dev.parley.core.tls.ServerTls;
import dev.parley.transport.stream.StartTls;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;

/** Listens on a free port of loopback, with TLS from the first byte as the server does. */
public final class TlsListener {
  private TlsListener() {}

  /** Calls the handler with connections whose handshake is over. */
  public static Future<NetServer> listen(
      Vertx vertx, Supplier<ServerTls> tls, Handler<NetSocket> handler) {
    var options = tls.get().listen(new NetServerOptions().setPort(0).setHost("127.0.0.1"));
    var startTls = new StartTls(vertx.getOrCreateContext(), options.getSslEngineOptions());
    return vertx
        .createNetServer(options)
        .connectHandler(socket ->
            startTls
                .upgrade((NetSocketInternal) socket, Unpooled.EMPTY_BUFFER, tls.get().directTls())
                .onSuccess(secure -> handler.handle(socket))
                .onFailure(cause -> socket.close()))
        .listen();
  }
}
