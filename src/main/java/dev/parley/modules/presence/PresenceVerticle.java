package dev.parley.modules.presence;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Subscription;
import dev.parley.core.config.LimitsConfig;
import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.modules.roster.SubscriptionListener;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Serves {@code presence/<shard>}: sessions, presence, probes (RFC 6121 §4). */
public final class PresenceVerticle extends VerticleBase {
  private final Homes homes;
  private final Router router;
  private final PresenceSettings settings;
  private List<Subscription> subscriptions = List.of();

  /**
   * Serves all homes of this node.
   *
   * @param limits as they are at the time of asking
   */
  public PresenceVerticle(Homes homes, Router router, Supplier<LimitsConfig> limits) {
    this(
        homes,
        router,
        new PresenceSettings(
            () -> limits.get().account().directedPresences(),
            () -> limits.get().rate().stanzasPerSecond() > 0,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
  }

  PresenceVerticle(Homes homes, Router router, PresenceSettings settings) {
    this.homes = homes;
    this.router = router;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return homes
        .serve(Addresses::presence, this::service, PresenceService::handle)
        .onSuccess(served -> subscriptions = served);
  }

  private PresenceService service(Home home) {
    PresenceService service = new PresenceService(home, router, settings);
    home.sessions().listen(service.announcements());
    home.publish(SubscriptionListener.class, service.sharing());
    home.publish(Visibility.class, service.sharing());
    home.publish(Acquaintances.class, service.announcements()::knows);
    return service;
  }

  @Override
  public Future<?> stop() {
    return Homes.cancel(subscriptions);
  }
}
