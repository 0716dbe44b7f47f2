package dev.parley.core.federation;

import dev.parley.core.config.FixedRoute;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Takes the operator's word for where the servers of some domains are; asks for all others. */
public final class FixedTargets implements Targets {
  private final Supplier<Map<String, String>> routes;
  private final Targets others;

  /**
   * Knows the routes and whom to ask.
   *
   * @param routes by domain, in the form of {@link FixedRoute}, as they are at the time of asking
   */
  public FixedTargets(Supplier<Map<String, String>> routes, Targets others) {
    this.routes = routes;
    this.others = others;
  }

  @Override
  public Future<List<Target>> find(String domain) {
    String known = routes.get().get(domain);
    if (known == null) {
      return others.find(domain);
    }
    FixedRoute route = FixedRoute.parse(known);
    var address = route.address();
    return Future.succeededFuture(
        List.of(
            new Target(
                address.getAddress().getHostAddress(),
                address.getAddress(),
                address.getPort(),
                route.directTls(),
                false)));
  }
}
