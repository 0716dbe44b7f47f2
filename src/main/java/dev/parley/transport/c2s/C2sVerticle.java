package dev.parley.transport.c2s;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.LocalPort;
import dev.parley.transport.stream.PortVerticle;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.StreamListener;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens for clients on one port; each connection becomes one stream (RFC 6120 §3). */
public final class C2sVerticle extends VerticleBase implements PortVerticle, StreamListener.Host {
  private final EdgeServices services;
  private final LocalPort port;
  private final boolean directTls;
  private final ConnectionLimiter limiter;
  private StreamListener listener;
  private ClientConnections clients;

  /**
   * Listens when deployed.
   *
   * @param directTls true for TLS from the first byte (XEP-0368), false for STARTTLS
   * @param limiter counts the clients of all listeners
   */
  public C2sVerticle(
      EdgeServices services, LocalPort port, boolean directTls, ConnectionLimiter limiter) {
    this.services = services;
    this.port = port;
    this.directTls = directTls;
    this.limiter = limiter;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    NetServerOptions options = new NetServerOptions().setAcceptBacklog(4_096);
    listener = new StreamListener(context, this, limiter, services.tls().get().listen(options));
    clients = new ClientConnections(services, limiter, context);
    return listener.listen(port);
  }

  @Override
  public int port() {
    return listener.port();
  }

  /** Ends all streams in good order; the port is closed after that. */
  @Override
  public Future<?> stop() {
    return clients.stop();
  }

  @Override
  public ParleyConfig settings() {
    return services.config().get();
  }

  @Override
  public ConnectionLimits limits() {
    return settings().limits().connections();
  }

  @Override
  public List<String> proxies() {
    return settings().listen().proxyProtocol();
  }

  @Override
  public @Nullable ServerSSLOptions directTls() {
    return directTls ? services.tls().get().directTls() : null;
  }

  @Override
  public void begin(NetSocketInternal socket, String address) {
    clients.begin(
        address,
        (stream, limits, budget) ->
            new SocketWire(socket, listener.loop(), limits, budget, stream));
  }
}
