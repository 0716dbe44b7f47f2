package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.http.HttpServices;
import dev.parley.transport.http.HttpVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The ports that HTTP is spoken on. */
final class HttpListeners {
  private static final int FREE_PORT = -101;

  private final HttpServices services;
  private final OpenedPorts<HttpVerticle> ports;

  HttpListeners(Vertx vertx, HttpServices services, int eventLoops) {
    this.services = services;
    this.ports = new OpenedPorts<>(vertx, eventLoops, FREE_PORT);
  }

  /** As of {@link OpenedPorts#open}. */
  Future<Integer> open(ListenConfig.@Nullable Listener listener, String key, boolean tls) {
    return ports.open(listener, key, port -> new HttpVerticle(services, port, tls));
  }

  /** Uses other certificates for connections from now on. */
  Future<Void> reload() {
    return Future.all(ports.listeners().stream().map(HttpVerticle::reload).toList()).mapEmpty();
  }

  /** Ends what is open, then the listeners. */
  Future<Void> close() {
    return ports.close();
  }
}
