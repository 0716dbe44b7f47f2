package dev.parley.server;

import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentsConfig;
import dev.parley.core.config.ListenConfig;
import dev.parley.core.home.Domains;
import dev.parley.transport.component.ComponentSecrets;
import dev.parley.transport.component.ComponentServices;
import dev.parley.transport.component.ComponentVerticle;
import dev.parley.transport.stream.ConnectionLimiter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The port that components connect to. */
final class ComponentListeners {
  private static final int FREE_PORT = -201;

  private final Vertx vertx;
  private final ComponentServices services;
  private final int eventLoops;
  private final ConnectionLimiter limiter = new ConnectionLimiter();
  private final List<String> deployments = Collections.synchronizedList(new ArrayList<>());

  ComponentListeners(Vertx vertx, ComponentServices services, int eventLoops) {
    this.vertx = vertx;
    this.services = services;
    this.eventLoops = eventLoops;
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
        .compose(known -> listen(config.listener()));
  }

  private Future<Integer> listen(ListenConfig.Listener listener) {
    int port = listener.port() == 0 ? FREE_PORT : listener.port();
    List<ComponentVerticle> opened = Collections.synchronizedList(new ArrayList<>());
    return vertx
        .deployVerticle(
            () -> {
              ComponentVerticle verticle = new ComponentVerticle(services, listener, port, limiter);
              opened.add(verticle);
              return verticle;
            },
            new DeploymentOptions().setInstances(eventLoops))
        .recover(cause ->
            Future.failedFuture(StartException.cannotListen("components", listener, cause)))
        .map(deployment -> {
          deployments.add(deployment);
          return opened.get(0).port();
        });
  }

  /** Ends all streams in good order, then the listener. */
  Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
