package dev.parley.transport.component;

import dev.parley.core.config.ConnectionLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.Connections;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens for components; each connection becomes one stream (XEP-0114 §3). */
public final class ComponentVerticle extends VerticleBase
    implements PortVerticle, StreamListener.Host {
  private final ComponentServices services;
  private final LocalPort port;
  private final ConnectionLimiter limiter;
  private StreamListener listener;
  private Connections connections;

  /** Listens when deployed. */
  public ComponentVerticle(ComponentServices services, LocalPort port, ConnectionLimiter limiter) {
    this.services = services;
    this.port = port;
    this.limiter = limiter;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    connections = new Connections(context);
    listener = new StreamListener(context, this, limiter, new NetServerOptions());
    return listener.listen(port);
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
    return settings().limits().connections();
  }

  /** None: components are near. */
  @Override
  public List<String> proxies() {
    return List.of();
  }

  /** None: XEP-0114 knows no TLS, and the secret is never sent. */
  @Override
  public @Nullable ServerSSLOptions directTls() {
    return null;
  }

  @Override
  public void begin(NetSocketInternal socket, String address) {
    ComponentStream stream = new ComponentStream(services, address);
    stream.attach(
        new SocketWire(
            socket, listener.loop(), services.limitsBeforeLogin(), services.budget(), stream));
    long patience = settings().limits().stream().loginTimeout().toMillis();
    vertx.timer(patience, TimeUnit.MILLISECONDS).onComplete(late -> stream.loginTimedOut());
    connections.add(stream);
    stream.ended().onComplete(gone -> limiter.leave(address));
  }
}
