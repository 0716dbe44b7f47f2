package dev.parley.modules.roster;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Subscription;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqHandlers;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Registry;
import dev.parley.core.module.Scope;
import dev.parley.core.module.StreamOffers;
import dev.parley.core.storage.RosterStore;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Serves {@code roster/<shard>} and roster IQs: contacts and subscriptions (RFC 6121 §2, §3). */
public final class RosterVerticle extends VerticleBase {
  private static final StreamOffers.Offer VERSIONING = offer("urn:xmpp:features:rosterver", "ver");
  private static final StreamOffers.Offer PREAPPROVAL =
      offer("urn:xmpp:features:pre-approval", "sub");

  private final Homes homes;
  private final Router router;
  private final Registry registry;
  private final RosterStore store;
  private final Supplier<AccountLimits> limits;
  private final InstantSource clock;
  private final List<IqHandlers.Entry> handlers =
      List.of(
          entry(Iq.Type.GET, request -> iqs(request).get(request)),
          entry(Iq.Type.SET, request -> iqs(request).set(request)));
  private List<Subscription> subscriptions = List.of();

  /**
   * Serves all homes of this node.
   *
   * @param limits as they are at the time of asking
   * @param clock versions of rosters lead it
   */
  public RosterVerticle(
      Homes homes,
      Router router,
      Registry registry,
      RosterStore store,
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
    return homes
        .serve(Addresses::roster, this::service, Subscriptions::handle)
        .onSuccess(served -> {
          subscriptions = served;
          handlers.forEach(registry.iqs()::add);
          registry.offers().add(VERSIONING);
          registry.offers().add(PREAPPROVAL);
          registry.disco().addFeature(Scope.DOMAIN, RosterSet.NAMESPACE);
        });
  }

  private Subscriptions service(Home home) {
    Rosters rosters = new Rosters(home, store, clock);
    Subscriptions service = new Subscriptions(home, router, rosters, limits);
    home.keep(rosters);
    home.publish(Roster.class, rosters);
    home.publish(RosterIqs.class, new RosterIqs(rosters, service, limits));
    home.sessions().listen(rosters);
    home.sessions().listen(service);
    return service;
  }

  @Override
  public Future<?> stop() {
    handlers.forEach(registry.iqs()::remove);
    registry.offers().remove(VERSIONING);
    registry.offers().remove(PREAPPROVAL);
    registry.disco().removeFeature(Scope.DOMAIN, RosterSet.NAMESPACE);
    return Homes.cancel(subscriptions);
  }

  private static IqHandlers.Entry entry(Iq.Type type, IqHandler handler) {
    return new IqHandlers.Entry(
        Set.of(Scope.OWN_ACCOUNT), type, RosterSet.NAMESPACE, RosterQuery.NAME, handler);
  }

  private static RosterIqs iqs(IqRequest request) {
    RosterIqs iqs = request.home().neighbour(RosterIqs.class);
    if (iqs == null) {
      throw new IllegalStateException("a home without rosters was asked for one");
    }
    return iqs;
  }

  private static StreamOffers.Offer offer(String namespace, String name) {
    Element feature = Element.of(namespace, name);
    return new StreamOffers.Offer(StreamOffers.Phase.BIND, domain -> feature);
  }
}
