package dev.parley.transport.websocket;

import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.ClientAddress;
import dev.parley.core.http.Forwarding;
import dev.parley.core.http.HttpStatus;
import dev.parley.core.http.StreamPaths;
import dev.parley.transport.stream.ClientStreams;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.OverHttp;
import dev.parley.transport.stream.SocketWire;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes streams of WebSockets (RFC 7395). Once the handshake is answered the connection is a socket
 * like any other, and only the {@link MessageFraming} differs.
 */
public final class WebSocketEndpoint implements OverHttp {

  private static final String PATH = StreamPaths.WEBSOCKET;

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketEndpoint.class);

  private final Supplier<ParleyConfig> config;
  private final ClientStreams streams;
  private final SocketWire.Loop loop = new SocketWire.Loop(new LoopFlusher(), null);

  /**
   * For the connections of one listener and event loop.
   *
   * @param config as it is at the time of asking
   */
  public WebSocketEndpoint(Supplier<ParleyConfig> config, ClientStreams streams) {
    this.config = config;
    this.streams = streams;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public void handle(HttpServerRequest request) {
    int refusal = refusal(request);
    if (refusal == 0) {
      begin(request);
    } else {
      HttpStatus.send(request, refusal);
    }
  }

  @Override
  public Future<Void> stop() {
    return streams.stop();
  }

  /** The status that refuses the request; 0 if it is fine. */
  private int refusal(HttpServerRequest request) {
    ParleyConfig now = config.get();
    HttpConfig http = now.http();
    if (!http.websocket().enabled()) {
      return 404;
    }
    if (!Handshake.isUpgrade(request) || !Handshake.hasVersion(request.headers())) {
      // RFC 6455 §4.4, RFC 9110 §15.5.22
      request
          .response()
          .putHeader("Upgrade", "websocket")
          .putHeader("Sec-WebSocket-Version", Handshake.VERSION);
      return 426;
    }
    if (!Handshake.isForXmpp(request.headers())) {
      return 400;
    }
    if (!http.allows(request.getHeader("Origin"))) {
      return 403;
    }
    if (now.tls().required() && !Forwarding.isSecure(request, http)) {
      LOG.debug("WebSocket without TLS refused: {}", request.remoteAddress());
      return 403;
    }
    return 0;
  }

  private void begin(HttpServerRequest request) {
    HttpConfig http = config.get().http();
    String address = ClientAddress.of(request, http);
    if (!streams.admit(address)) {
      HttpStatus.send(request, 503);
      return;
    }
    boolean isSecure = Forwarding.isSecure(request, http);
    request
        .response()
        .putHeader("Upgrade", "websocket")
        .putHeader("Connection", "Upgrade")
        .putHeader("Sec-WebSocket-Accept", Handshake.accept(Handshake.key(request)))
        .putHeader("Sec-WebSocket-Protocol", Handshake.PROTOCOL);
    request
        .toNetSocket()
        .onSuccess(socket -> serve(socket, address, isSecure))
        .onFailure(cause -> {
          LOG.debug("no WebSocket with {}: {}", address, cause.toString());
          streams.leave(address);
          request.connection().close();
        });
  }

  private void serve(NetSocket socket, String address, boolean isSecure) {
    NetSocketInternal connection = (NetSocketInternal) socket;
    ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
    if (pipeline.get("idle") != null) {
      // Requests must not take long; streams may.
      pipeline.remove("idle");
    }
    streams.begin(
        address,
        (listener, limits, budget) -> {
          SocketWire wire =
              new SocketWire(connection, loop, limits, budget, listener, MessageFraming.INSTANCE);
          return isSecure ? wire.behindTls() : wire;
        });
  }
}
