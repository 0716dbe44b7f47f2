package dev.parley.server;

import dev.parley.core.http.HttpRoute;
import dev.parley.core.http.HttpRoutes;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether this node lives and can serve, for balancers and container managers: one word, which
 * strangers may know.
 */
final class HealthRoutes {
  private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private HealthRoutes() {}

  /**
   * Adds {@code /health} and {@code /health/ready}, 200 or 503, and {@code /health/live}.
   *
   * @param ready whether clients could be served
   */
  static void add(HttpRoutes routes, BooleanSupplier ready) {
    for (String path : List.of("/health", "/health/ready")) {
      routes.add(new HttpRoute(path, METHODS, request -> answer(request, ready.getAsBoolean())));
    }
    routes.add(new HttpRoute("/health/live", METHODS, request -> answer(request, true)));
  }

  private static void answer(RoutingContext request, boolean isUp) {
    request
        .response()
        .setStatusCode(isUp ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(isUp ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
  }
}
