package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.c2s.C2sVerticle;
import dev.parley.transport.c2s.EdgeServices;
import dev.parley.transport.stream.ConnectionLimiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ports that clients connect to. */
final class Listeners {
  private final Vertx vertx;
  private final EdgeServices services;
  private final int eventLoops;
  private final ConnectionLimiter limiter;
  private final List<String> deployments = Collections.synchronizedList(new ArrayList<>());

  /**
   * Opens nothing yet.
   *
   * @param limiter counts all clients, those over HTTP too
   */
  Listeners(Vertx vertx, EdgeServices services, ConnectionLimiter limiter, int eventLoops) {
    this.vertx = vertx;
    this.services = services;
    this.limiter = limiter;
    this.eventLoops = eventLoops;
  }

  /**
   * Listens; fails with a {@link StartException} that names the port and its key.
   *
   * @param key of the configuration, for the message
   * @return the port that was bound
   */
  Future<Integer> open(ListenConfig.@Nullable Listener listener, String key, boolean directTls) {
    if (listener == null) {
      return Future.succeededFuture(0);
    }
    // All instances share a free port if they ask for the same negative one.
    int port = listener.port() == 0 ? -1 - deployments.size() : listener.port();
    List<C2sVerticle> opened = Collections.synchronizedList(new ArrayList<>());
    return vertx
        .deployVerticle(
            () -> {
              C2sVerticle verticle = new C2sVerticle(services, listener, port, directTls, limiter);
              opened.add(verticle);
              return verticle;
            },
            C2sVerticle.deployment(eventLoops))
        .recover(cause -> Future.failedFuture(StartException.cannotListen(key, listener, cause)))
        .map(deployment -> {
          deployments.add(deployment);
          return opened.get(0).port();
        });
  }

  /** How many clients are connected. */
  int connections() {
    return limiter.total();
  }

  /** Ends all streams in good order, then the listeners. */
  Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
