package dev.parley.modules.pubsub;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Pep;
import dev.parley.core.home.RemoteContacts;
import dev.parley.core.home.ServiceMessages;
import dev.parley.core.module.DiscoNodes;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.ServiceContext;
import dev.parley.core.module.Stage;
import dev.parley.core.module.Verdict;
import dev.parley.core.module.Xep;
import dev.parley.modules.caps.Capabilities;
import dev.parley.modules.roster.ContactListener;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lets users publish things and subscribe to them, at a service and at their own accounts. */
@Xep(value = 60, version = "1.30.0")
@Xep(value = 163, version = "1.2.2")
@Xep(value = 222, version = "1.0")
@Xep(value = 223, version = "1.1.1")
public final class PubsubModule implements ServerModule {
  static final String LABEL = "pubsub";
  private static final Set<Scope> ACCOUNTS = Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    context.serve(Addresses::pubsub, home -> serve(home, context), PubsubService::handle);
    context.onAccount(PubsubModule::of);
    context.onSession(home -> of(home).interests());
    context.onMessage(Stage.ADMIT, PubsubModule::admit);
    context.accounts().onFarewell(account -> forget(context, account));
    IqHandler here = request -> of(request.home()).answer(request.iq());
    ServiceContext service = context.service(LABEL);
    IqHandler there = request -> ask(request.home(), request.iq());
    for (Iq.Type type : new Iq.Type[] {Iq.Type.GET, Iq.Type.SET}) {
      for (String namespace : new String[] {Pubsub.NS, Pubsub.OWNER}) {
        context.onIq(ACCOUNTS, type, namespace, "pubsub", here);
        service.onIq(type, namespace, "pubsub", there);
      }
    }
    service.identify(Discovery.identity(false));
    service.advertise(Pubsub.NS);
    Discovery.features(false).forEach(service::advertise);
    context.identify(ACCOUNTS, Discovery.identity(true));
    // Psi+ offers mood, activity and avatar only where the server says it too (XEP-0163 until 1.2).
    context.identify(Set.of(Scope.DOMAIN), Discovery.identity(true));
    context.advertise(ACCOUNTS, Pubsub.NS);
    Discovery.features(true).forEach(feature -> context.advertise(ACCOUNTS, feature));
  }

  private static PubsubService serve(Home home, ModuleContext context) {
    Interests interests = new Interests(home, context.storage().pubsub());
    Visitors visitors = new Visitors(home);
    Workshop workshop =
        new Workshop(
            home,
            context.router(),
            context.storage().pubsub(),
            context.storage().pubsubItems(),
            new Nodes(home, context.storage().pubsub(), context.storage().pubsubItems()),
            new Ties(home, context.router()),
            new Notifier(home, context.router(), interests, visitors, InstantSource.system()),
            new PepListeners(),
            () -> PubsubSettings.of(context.settings()),
            jid -> context.config().admins().contains(jid),
            InstantSource.system());
    Rate rate = new Rate(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    PubsubService service = new PubsubService(workshop, interests, visitors, rate);
    home.publish(Pep.class, service);
    home.publish(PubsubService.class, service);
    home.publish(ContactListener.class, interests::granted);
    home.publish(RemoteContacts.class, visitors);
    home.publish(ServiceMessages.class, service::accept);
    home.publish(DiscoNodes.class, new NodeDiscovery(service, context.router(), home));
    Capabilities capabilities = home.neighbour(Capabilities.class);
    if (capabilities != null) {
      capabilities.listen(interests);
    }
    return service;
  }

  /** The service of a domain is at the domain's home. */
  static Future<Iq> ask(Home home, Iq iq) {
    Jid to = Objects.requireNonNull(iq.to());
    return home.bus().request(Addresses.pubsub(Shard.of(to.bare())), new ToPubsub.Ask(iq));
  }

  private static PubsubService of(Home home) {
    return Objects.requireNonNull(home.neighbour(PubsubService.class));
  }

  /**
   * The owner of an account answers there who may subscribe to its nodes (§8.6). What comes back
   * from a contact's client says that it is not there.
   */
  private static Verdict admit(Home home, LiveAccount account, Message message) {
    Jid from = message.from();
    if (from != null && message.isError()) {
      of(home).visitors().gone(account.jid(), from);
    }
    boolean own = from != null && from.bare().equals(account.jid());
    return own && of(home).accept(message)
        ? new Verdict.Drop("an answer about a subscription")
        : new Verdict.Pass(message);
  }

  /** A later owner of the name is not subscribed and has no rights. */
  private static Future<?> forget(ModuleContext context, Jid account) {
    return context
        .storage()
        .pubsub()
        .involved(account)
        .compose(places ->
            context
                .storage()
                .pubsub()
                .forget(account)
                .onSuccess(done ->
                    places.forEach(place ->
                        context
                            .router()
                            .bus()
                            .send(
                                Addresses.pubsub(Shard.of(place.service())),
                                new ToPubsub.Forget(
                                    account,
                                    List.of(new ToPubsub.Place(place.service(), place.node())))))));
  }
}
