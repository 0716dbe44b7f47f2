package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.http.HttpServices;
import dev.parley.transport.http.HttpVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ports that HTTP is spoken on. */
final class HttpListeners {
  private final Vertx vertx;
  private final HttpServices services;
  private final int eventLoops;
  private final List<HttpVerticle> verticles = Collections.synchronizedList(new ArrayList<>());
  private final List<String> deployments = Collections.synchronizedList(new ArrayList<>());

  HttpListeners(Vertx vertx, HttpServices services, int eventLoops) {
    this.vertx = vertx;
    this.services = services;
    this.eventLoops = eventLoops;
  }

  /**
   * Listens; fails with a {@link StartException} that names the port and its key.
   *
   * @return the port that was bound; 0 for a listener that is off
   */
  Future<Integer> open(ListenConfig.@Nullable Listener listener, String key, boolean tls) {
    if (listener == null) {
      return Future.succeededFuture(0);
    }
    // All instances share a free port if they ask for the same negative one.
    int port = listener.port() == 0 ? -101 - deployments.size() : listener.port();
    List<HttpVerticle> opened = Collections.synchronizedList(new ArrayList<>());
    return vertx
        .deployVerticle(
            () -> {
              HttpVerticle verticle = new HttpVerticle(services, listener, port, tls);
              opened.add(verticle);
              return verticle;
            },
            new DeploymentOptions().setInstances(eventLoops))
        .recover(cause -> Future.failedFuture(StartException.cannotListen(key, listener, cause)))
        .map(deployment -> {
          deployments.add(deployment);
          verticles.addAll(opened);
          return opened.get(0).port();
        });
  }

  /** Uses other certificates for connections from now on. */
  Future<Void> reload() {
    return Future.all(verticles.stream().map(HttpVerticle::reload).toList()).mapEmpty();
  }

  /** Ends what is open, then the listeners. */
  Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
