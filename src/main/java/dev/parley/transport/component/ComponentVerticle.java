package dev.parley.transport.component;

import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.Connections;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StartTls;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for components; each connection becomes one stream. Deployed once for each event loop:
 * Vert.x spreads the connections over them.
 */
public final class ComponentVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentVerticle.class);

  private final ComponentServices services;
  private final ListenConfig.Listener listener;
  private final int port;
  private final ConnectionLimiter limiter;
  private NetServer server;
  private SocketWire.Loop loop;
  private Connections connections;

  /**
   * Listens when deployed.
   *
   * @param port as the listener's; negative numbers are the same free port for all who give the
   *     same number
   */
  public ComponentVerticle(
      ComponentServices services,
      ListenConfig.Listener listener,
      int port,
      ConnectionLimiter limiter) {
    this.services = services;
    this.listener = listener;
    this.port = port;
    this.limiter = limiter;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    NetServerOptions options =
        new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true).setTcpUserTimeout(60_000);
    connections = new Connections(context);
    server = vertx.createNetServer(options);
    loop =
        new SocketWire.Loop(
            new LoopFlusher(), new StartTls(context, options.getSslEngineOptions()));
    return server
        .connectHandler(this::accept)
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
    return connections.stop();
  }

  private void accept(NetSocket socket) {
    SocketAddress remote = socket.remoteAddress();
    String address = remote == null ? "" : remote.hostAddress();
    ParleyConfig config = services.config().get();
    if (!limiter.admit(address, config.limits().connections(), System.nanoTime())) {
      LOG.debug("connection from {} refused: too many", address);
      socket.close();
      return;
    }
    ComponentStream stream = new ComponentStream(services, address);
    SocketWire wire =
        new SocketWire(
            (NetSocketInternal) socket,
            loop,
            services.limitsBeforeLogin(),
            services.budget(),
            stream);
    stream.attach(wire);
    long patience = config.limits().stream().loginTimeout().toMillis();
    vertx.timer(patience, TimeUnit.MILLISECONDS).onComplete(late -> stream.loginTimedOut());
    connections.add(stream);
    stream.ended().onComplete(gone -> limiter.leave(address));
  }
}
