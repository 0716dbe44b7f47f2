package dev.parley.core.federation;

import dev.parley.core.config.FixedRoute;
import io.vertx.core.Future;
import java.net.Inet6Address;
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
  public Future<List<List<Candidate>>> groups(String domain) {
    String known = routes.get().get(domain);
    return known == null
        ? others.groups(domain)
        : Future.succeededFuture(List.of(List.of(() -> places(domain, FixedRoute.parse(known)))));
  }

  private static Candidate.Places places(String domain, FixedRoute route) {
    var address = route.address().getAddress();
    return only(
        Target.plain(
            domain,
            address.getHostAddress(),
            address,
            route.address().getPort(),
            route.directTls()));
  }

  /** The only place of a host. */
  static Candidate.Places only(Target target) {
    var it = Future.succeededFuture(List.of(target));
    var nothing = Future.succeededFuture(List.<Target>of());
    return target.address() instanceof Inet6Address
        ? new Candidate.Places(it, nothing)
        : new Candidate.Places(nothing, it);
  }
}
