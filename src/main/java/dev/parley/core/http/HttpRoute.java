package dev.parley.core.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * One thing that a module answers. Security headers are set before the handler is called, which may
 * replace them; the body of the request has not been read.
 *
 * @param path exact, or a prefix that ends with {@code /*}; without dot segments
 * @param methods what may be asked; anything else is answered 405
 * @param handler called on the event loop of the connection; what it throws is answered 500
 */
public record HttpRoute(String path, List<HttpMethod> methods, Handler<RoutingContext> handler) {
  /** Checks the path, copies the methods. */
  public HttpRoute {
    if (!path.startsWith("/") || path.contains("..") || methods.isEmpty()) {
      throw new IllegalArgumentException("no route: " + path);
    }
    methods = List.copyOf(methods);
  }

  /** Whether both could be asked for one path. */
  boolean collidesWith(HttpRoute other) {
    return path.equals(other.path) || covers(other.path) || other.covers(path);
  }

  private boolean covers(String other) {
    return path.endsWith("/*") && (other + "/").startsWith(path.substring(0, path.length() - 1));
  }
}
