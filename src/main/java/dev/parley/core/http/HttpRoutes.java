package dev.parley.core.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all modules answer over HTTP, on all listeners of this node. Safe from any thread. */
public final class HttpRoutes {
  private List<HttpRoute> routes = List.of();
  private volatile @Nullable Router router;
  private volatile int httpsPort;

  /** Adds a route; fails if another one could be asked for the same path. */
  public synchronized void add(HttpRoute route) {
    for (HttpRoute other : routes) {
      if (other.collidesWith(route)) {
        throw new IllegalStateException("two modules answer " + route.path() + " over HTTP");
      }
    }
    List<HttpRoute> changed = new ArrayList<>(routes);
    changed.add(route);
    routes = List.copyOf(changed);
    router = null;
  }

  /** Takes a route back; requests that have begun go on. */
  public synchronized void remove(HttpRoute route) {
    routes = routes.stream().filter(other -> !other.equals(route)).toList();
    router = null;
  }

  /** Has a request answered by whom it is for, or with 404 or 405. */
  public void handle(Vertx vertx, HttpServerRequest request) {
    router(vertx).handle(request);
  }

  /** The port that was bound for HTTP with TLS; 0 if that is off. */
  public int httpsPort() {
    return httpsPort;
  }

  /** Takes note of {@link #httpsPort}. */
  public void bound(int port) {
    httpsPort = port;
  }

  private Router router(Vertx vertx) {
    Router ready = router;
    return ready == null ? make(vertx) : ready;
  }

  /** A router is never changed once it is in use. */
  private synchronized Router make(Vertx vertx) {
    Router made = Router.router(vertx);
    HttpStatus.install(made);
    for (HttpRoute route : routes) {
      Route place = made.route(route.path());
      route.methods().forEach(place::method);
      place.handler(route.handler());
    }
    router = made;
    return made;
  }
}
