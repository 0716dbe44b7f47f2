package dev.parley.server;

import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentsConfig;
import dev.parley.core.home.Domains;
import dev.parley.transport.component.ComponentSecrets;
import dev.parley.transport.component.ComponentServices;
import dev.parley.transport.component.ComponentVerticle;
import dev.parley.transport.stream.ConnectionLimiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The port that components connect to. */
final class ComponentListeners {
  private static final int FREE_PORT = -201;

  private final Vertx vertx;
  private final ComponentServices services;
  private final ConnectionLimiter limiter = new ConnectionLimiter();
  private final OpenedPorts<ComponentVerticle> ports;

  ComponentListeners(Vertx vertx, ComponentServices services, int eventLoops) {
    this.vertx = vertx;
    this.services = services;
    this.ports = new OpenedPorts<>(vertx, eventLoops, FREE_PORT);
  }

  /**
   * Listens, if there is anybody who may connect; fails with a {@link StartException}.
   *
   * @return the port that was bound; 0 for none
   */
  Future<Integer> open(ComponentsConfig config, Domains domains) {
    if (config.list().isEmpty()) {
      return Future.succeededFuture(0);
    }
    for (ComponentConfig component : config.list()) {
      if (domains.isServed(component.domain())) {
        return Future.failedFuture(StartException.taken(component.domain()));
      }
    }
    return vertx
        .executeBlocking(() -> ComponentSecrets.read(config, System.getenv()))
        .recover(cause -> Future.failedFuture(StartException.components(cause)))
        .onSuccess(services.components()::expect)
        .compose(known ->
            ports.open(
                config.listener(),
                "components",
                port -> new ComponentVerticle(services, port, limiter)));
  }

  /** Ends all streams in good order, then the listener. */
  Future<Void> close() {
    return ports.close();
  }
}
