package dev.parley.transport.s2s;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.Connections;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.ProxyGreeting;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StartTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for other servers on one port. Deployed once for each event loop. */
public final class S2sVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(S2sVerticle.class);
  private static final long MAX_REST_MILLIS = 5_000;

  private final S2sServices services;
  private final ListenConfig.Listener listener;
  private final int port;
  private final boolean directTls;
  private final ConnectionLimiter limiter;
  private final Set<Open> streams = new HashSet<>();
  private NetServer server;
  private SocketWire.Loop loop;
  private StartTls startTls;
  private Connections connections;

  /**
   * Listens when deployed.
   *
   * @param port as the listener's; negative numbers are the same free port for all who give the
   *     same number
   * @param directTls true for TLS from the first byte (XEP-0368), false for STARTTLS
   */
  public S2sVerticle(
      S2sServices services,
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
            .setAcceptBacklog(1_024);
    services.tls().get().listen(options);
    server = vertx.createNetServer(options);
    connections = new Connections(context);
    startTls = new StartTls(context, options.getSslEngineOptions());
    loop = new SocketWire.Loop(new LoopFlusher(), startTls);
    vertx.setPeriodic(restMillis(), id -> rest());
    services
        .register()
        .add(
            context, () -> streams.stream().flatMap(open -> open.stream.links().stream()).toList());
    return server
        .connectHandler(
            socket -> ProxyGreeting.receive(socket, services.config().get(), this::admit))
        .exceptionHandler(cause -> LOG.debug("connection refused: {}", cause.toString()))
        .listen(port, listener.host());
  }

  /** Often enough that no time-out is overrun by much. */
  private long restMillis() {
    var links = services.links();
    long shortest = Math.min(links.negotiationTimeout().toMillis(), links.idleTimeout().toMillis());
    return Math.max(50, Math.min(MAX_REST_MILLIS, shortest / 4));
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

  /**
   * Lets another server in.
   *
   * @param first what it has said already
   */
  private void admit(NetSocketInternal socket, String address, ByteBuf first) {
    if (!limiter.admit(address, services.config().get().s2s().connections(), System.nanoTime())) {
      LOG.debug("connection from {} refused: too many", address);
      first.release();
      socket.close();
    } else if (directTls) {
      startTls
          .upgrade(socket, Unpooled.EMPTY_BUFFER, first, services.tls().get().s2sDirectTls())
          .onSuccess(secure -> serve(socket, address))
          .onFailure(cause -> {
            LOG.debug("no TLS with {}: {}", address, cause.toString());
            limiter.leave(address);
            socket.close();
          });
    } else {
      serve(socket, address);
      ProxyGreeting.replay(socket, first);
    }
  }

  private void serve(NetSocketInternal socket, String address) {
    IncomingStream stream = new IncomingStream(services, context, address);
    Wires.attach(stream, socket, loop);
    Open open = new Open(stream);
    streams.add(open);
    connections.add(open);
    stream
        .ended()
        .onComplete(ended -> {
          limiter.leave(address);
          streams.remove(open);
        });
  }

  /** Looks after streams on which nothing happens. */
  private void rest() {
    var links = services.links();
    long now = System.nanoTime();
    for (Open open : streams.toArray(new Open[0])) {
      if (!open.stream.wire().rest()) {
        open.lastActive = now;
      } else if (now - open.lastActive > links.idleTimeout().toNanos()) {
        open.stream.close();
      }
      if (open.stream.isOverdue(now)) {
        open.stream.lost();
      }
      if (now - open.stream.since() > links.negotiationTimeout().toNanos()) {
        open.stream.provenByNow();
      }
    }
  }

  /** One stream and when it last brought something, in {@link System#nanoTime}. */
  private static final class Open implements ConnectionVerticle.Stream {
    private final IncomingStream stream;
    private long lastActive = System.nanoTime();

    Open(IncomingStream stream) {
      this.stream = stream;
    }

    @Override
    public void stop() {
      stream.stop();
    }

    @Override
    public Future<Void> ended() {
      return stream.gone();
    }
  }
}
