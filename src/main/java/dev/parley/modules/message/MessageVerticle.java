package dev.parley.modules.message;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Subscription;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.Registry;
import dev.parley.core.module.Scope;
import dev.parley.core.storage.OfflineStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Serves {@code message/<shard>}: delivery and offline storage (RFC 6121 §8.5, XEP-0160). */
public final class MessageVerticle extends VerticleBase {
  /** Says that messages are kept for those who are away (XEP-0160 §4). */
  private static final String FEATURE = "msgoffline";

  private final Homes homes;
  private final Router router;
  private final Registry registry;
  private final OfflineStore store;
  private final Supplier<AccountLimits> limits;
  private final InstantSource clock;
  private List<Subscription> subscriptions = List.of();

  /**
   * Serves all homes of this node.
   *
   * @param limits of what is kept for one account, as they are now
   */
  public MessageVerticle(
      Homes homes,
      Router router,
      Registry registry,
      OfflineStore store,
      Supplier<AccountLimits> limits,
      InstantSource clock) {
    this.homes = homes;
    this.router = router;
    this.registry = registry;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return store
        .maxId()
        .compose(maxId ->
            homes.serve(
                Addresses::message,
                home -> service(home, maxId),
                (service, incoming) -> service.handle(incoming.body())))
        .onSuccess(served -> {
          subscriptions = served;
          registry.disco().addFeature(Scope.DOMAIN, FEATURE);
        });
  }

  private MessageService service(Home home, long maxId) {
    home.rowIds().continueAfter(maxId);
    OfflineMessages offline = new OfflineMessages(store, home.rowIds(), limits);
    home.keep(offline);
    OwnCopies copies = new OwnCopies(home, clock);
    Custody custody = new Custody(home, new SafeReports(home, copies), offline, clock);
    MessageService service =
        new MessageService(home, router, registry.messages(), custody, copies, clock);
    home.sessions().listen(service);
    return service;
  }

  @Override
  public Future<?> stop() {
    registry.disco().removeFeature(Scope.DOMAIN, FEATURE);
    return Homes.cancel(subscriptions);
  }
}
