package dev.parley.modules.iq;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Subscription;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.Registry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@code iq/<shard>}: one handler for each payload (RFC 6120 §8.2.3, RFC 6121 §8.5). */
public final class IqVerticle extends VerticleBase {
  private final Homes homes;
  private final Router router;
  private final Registry registry;
  private List<Subscription> subscriptions = List.of();

  /** Serves all homes of this node with the handlers that modules register. */
  public IqVerticle(Homes homes, Router router, Registry registry) {
    this.homes = homes;
    this.router = router;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    return homes
        .serve(Addresses::iq, home -> new IqService(home, router, registry), IqService::handle)
        .onSuccess(served -> subscriptions = served);
  }

  @Override
  public Future<?> stop() {
    return Homes.cancel(subscriptions);
  }
}
