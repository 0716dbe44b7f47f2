package dev.parley.transport.c2s;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.ProxyGreeting;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StartTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients on one port; each connection becomes one stream (RFC 6120 §3). Deployed once
 * for each event loop: Vert.x spreads the connections over them.
 */
public final class C2sVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(C2sVerticle.class);

  private final EdgeServices services;
  private final ListenConfig.Listener listener;
  private final int port;
  private final boolean directTls;
  private final ConnectionLimiter limiter;
  private NetServer server;
  private StartTls startTls;
  private SocketWire.Loop loop;
  private ClientConnections clients;

  /**
   * Listens when deployed.
   *
   * @param port as the listener's; negative numbers are the same free port for all who give the
   *     same number
   * @param directTls true for TLS from the first byte (XEP-0368), false for STARTTLS
   */
  public C2sVerticle(
      EdgeServices services,
      ListenConfig.Listener listener,
      int port,
      boolean directTls,
      ConnectionLimiter limiter) {
    this.services = services;
    this.listener = listener;
    this.port = port;
    this.directTls = directTls;
    this.limiter = limiter;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    NetServerOptions options =
        new NetServerOptions()
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setTcpUserTimeout(60_000)
            .setAcceptBacklog(4_096);
    services.tls().get().listen(options);
    server = vertx.createNetServer(options);
    startTls = new StartTls(context, options.getSslEngineOptions());
    loop = new SocketWire.Loop(new LoopFlusher(), startTls);
    clients = new ClientConnections(services, limiter, context);
    return server
        .connectHandler(
            socket -> ProxyGreeting.receive(socket, services.config().get(), this::admit))
        .exceptionHandler(cause -> LOG.debug("connection refused: {}", cause.toString()))
        .listen(port, listener.host());
  }

  /** The port that was bound. */
  public int port() {
    return server.actualPort();
  }

  /** Ends all streams in good order; the port is closed after that. */
  @Override
  public Future<?> stop() {
    return clients.stop();
  }

  /**
   * Lets a client in.
   *
   * @param first what it has said already
   */
  private void admit(NetSocketInternal socket, String address, ByteBuf first) {
    if (!clients.admit(address)) {
      first.release();
      socket.close();
    } else if (directTls) {
      // Not by the listener, which would tell of a connection only when its handshake is over.
      startTls
          .upgrade(socket, Unpooled.EMPTY_BUFFER, first, services.tls().get().directTls())
          .onSuccess(secure -> serve(socket, address))
          .onFailure(cause -> {
            LOG.debug("no TLS with {}: {}", address, cause.toString());
            clients.leave(address);
            socket.close();
          });
    } else {
      serve(socket, address);
      ProxyGreeting.replay(socket, first);
    }
  }

  private void serve(NetSocketInternal socket, String address) {
    clients.begin(
        address,
        (listener, limits, budget) -> new SocketWire(socket, loop, limits, budget, listener));
  }

  /** How listeners and their connections are deployed. */
  public static DeploymentOptions deployment(int eventLoops) {
    return new DeploymentOptions()
        .setInstances(eventLoops)
        .setThreadingModel(ThreadingModel.EVENT_LOOP);
  }
}
