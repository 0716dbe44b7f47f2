package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.c2s.C2sVerticle;
import dev.parley.transport.c2s.EdgeServices;
import dev.parley.transport.stream.ConnectionLimiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The ports that clients connect to. */
final class ClientListeners {
  private static final int FREE_PORT = -1;

  private final EdgeServices services;
  private final ConnectionLimiter limiter;
  private final OpenedPorts<C2sVerticle> ports;

  /**
   * Opens nothing yet.
   *
   * @param limiter counts all clients, those over HTTP too
   */
  ClientListeners(Vertx vertx, EdgeServices services, ConnectionLimiter limiter, int eventLoops) {
    this.services = services;
    this.limiter = limiter;
    this.ports = new OpenedPorts<>(vertx, eventLoops, FREE_PORT);
  }

  /** As of {@link OpenedPorts#open}. */
  Future<Integer> open(ListenConfig.@Nullable Listener listener, String key, boolean directTls) {
    return ports.open(listener, key, port -> new C2sVerticle(services, port, directTls, limiter));
  }

  /** How many clients are connected. */
  int connections() {
    return limiter.total();
  }

  /** Ends all streams in good order, then the listeners. */
  Future<Void> close() {
    return ports.close();
  }
}
