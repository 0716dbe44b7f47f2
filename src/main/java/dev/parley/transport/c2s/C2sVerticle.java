package dev.parley.transport.c2s;

import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StartTls;
import dev.parley.transport.stream.Wire;
import io.netty.buffer.Unpooled;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients on one port; each connection becomes one stream (RFC 6120 §3). Deployed once
 * for each event loop: Vert.x spreads the connections over them.
 */
public final class C2sVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(C2sVerticle.class);
  private static final long MAX_REST_MILLIS = 10_000;

  private final EdgeServices services;
  private final ListenConfig.Listener listener;
  private final int port;
  private final boolean directTls;
  private final ConnectionLimiter limiter;
  private final Set<Connection> connections = new HashSet<>();
  private NetServer server;
  private SocketWire.Loop loop;

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
    loop =
        new SocketWire.Loop(
            new LoopFlusher(), new StartTls(context, options.getSslEngineOptions()));
    vertx.setPeriodic(restMillis(), id -> rest());
    return server
        .connectHandler(this::accept)
        .exceptionHandler(cause -> LOG.debug("connection refused: {}", cause.toString()))
        .listen(port, listener.host());
  }

  /** Often enough that no time-out is overrun by much. */
  private long restMillis() {
    var limits = services.config().get().limits().stream();
    long shortest = Math.min(limits.loginTimeout().toMillis(), limits.idleTimeout().toMillis());
    return Math.max(100, Math.min(MAX_REST_MILLIS, shortest / 4));
  }

  /** The port that was bound. */
  public int port() {
    return server.actualPort();
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
    NetSocketInternal connection = (NetSocketInternal) socket;
    if (directTls) {
      connection.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
      // Not by the listener, which would tell of a connection only when its handshake is over.
      loop.startTls()
          .upgrade(connection, Unpooled.EMPTY_BUFFER, services.tls().get().directTls())
          .onSuccess(secure -> serve(connection, address))
          .onFailure(cause -> {
            LOG.debug("no TLS with {}: {}", address, cause.toString());
            limiter.leave(address);
            socket.close();
          });
    } else {
      serve(connection, address);
    }
  }

  private void serve(NetSocketInternal socket, String address) {
    ParleyConfig config = services.config().get();
    ClientStream stream = new ClientStream(services, address);
    SocketWire wire =
        new SocketWire(
            socket,
            loop,
            services.limitsBeforeLogin(),
            SocketWire.Budget.of(config.limits()),
            stream);
    stream.attach(wire);
    Connection connection = new Connection(stream, wire, System.nanoTime());
    connections.add(connection);
    Future<String> deployed = vertx.deployVerticle(new ConnectionVerticle(stream, context));
    stream
        .ended()
        .onComplete(gone -> {
          limiter.leave(address);
          connections.remove(connection);
          deployed.onSuccess(vertx::undeploy);
        });
  }

  /** Looks after connections on which nothing happens. */
  private void rest() {
    var limits = services.config().get().limits().stream();
    long now = System.nanoTime();
    for (Connection connection : connections.toArray(new Connection[0])) {
      ClientStream stream = connection.stream;
      if (connection.wire.rest()) {
        if (now - connection.lastActive > limits.idleTimeout().toNanos()) {
          connection.lastActive = now;
          stream.silent();
        }
      } else {
        connection.lastActive = now;
      }
      if (now - connection.since > limits.loginTimeout().toNanos()) {
        stream.loginTimedOut();
      }
    }
  }

  /** How listeners and their connections are deployed. */
  public static DeploymentOptions deployment(int eventLoops) {
    return new DeploymentOptions()
        .setInstances(eventLoops)
        .setThreadingModel(ThreadingModel.EVENT_LOOP);
  }

  /** One connection and when it last did something, in {@link System#nanoTime}. */
  private static final class Connection {
    private final ClientStream stream;
    private final Wire wire;
    private final long since;
    private long lastActive;

    Connection(ClientStream stream, Wire wire, long now) {
      this.stream = stream;
      this.wire = wire;
      this.since = now;
      this.lastActive = now;
    }
  }
}
