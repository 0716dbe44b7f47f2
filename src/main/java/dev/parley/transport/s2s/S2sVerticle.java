package dev.parley.transport.s2s;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.Connections;
import dev.parley.transport.stream.LocalPort;
import dev.parley.transport.stream.PortVerticle;
import dev.parley.transport.stream.StreamListener;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Listens for other servers on one port; each connection becomes one stream. */
public final class S2sVerticle extends VerticleBase implements PortVerticle, StreamListener.Host {
  private static final long MAX_REST_MILLIS = 5_000;

  private final S2sServices services;
  private final LocalPort port;
  private final boolean directTls;
  private final ConnectionLimiter limiter;
  private final Set<Open> streams = new HashSet<>();
  private StreamListener listener;
  private Connections connections;

  /**
   * Listens when deployed.
   *
   * @param directTls true for TLS from the first byte (XEP-0368), false for STARTTLS
   * @param limiter counts the streams of all listeners
   */
  public S2sVerticle(
      S2sServices services, LocalPort port, boolean directTls, ConnectionLimiter limiter) {
    this.services = services;
    this.port = port;
    this.directTls = directTls;
    this.limiter = limiter;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    NetServerOptions options = new NetServerOptions().setAcceptBacklog(1_024);
    listener = new StreamListener(context, this, limiter, services.tls().get().listen(options));
    connections = new Connections(context);
    vertx.setPeriodic(restMillis(), id -> rest());
    services
        .register()
        .add(
            context, () -> streams.stream().flatMap(open -> open.stream.links().stream()).toList());
    return listener.listen(port);
  }

  /** Often enough that no time-out is overrun by much. */
  private long restMillis() {
    var links = services.links();
    long shortest = Math.min(links.negotiationTimeout().toMillis(), links.idleTimeout().toMillis());
    return Math.max(50, Math.min(MAX_REST_MILLIS, shortest / 4));
  }

  @Override
  public int port() {
    return listener.port();
  }

  /** Ends all streams in good order; the port is closed after that. */
  @Override
  public Future<?> stop() {
    return connections.stop();
  }

  @Override
  public ParleyConfig settings() {
    return services.config().get();
  }

  @Override
  public ConnectionLimits limits() {
    return settings().s2s().connections();
  }

  @Override
  public List<String> proxies() {
    return settings().listen().proxyProtocol();
  }

  @Override
  public @Nullable ServerSSLOptions directTls() {
    return directTls ? services.tls().get().s2sDirectTls() : null;
  }

  @Override
  public void begin(NetSocketInternal socket, String address) {
    IncomingStream stream = new IncomingStream(services, context, address);
    Wires.attach(stream, socket, listener.loop());
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
