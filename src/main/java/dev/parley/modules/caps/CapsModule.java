package dev.parley.modules.caps;

import dev.parley.core.home.Home;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.SharedCache;
import dev.parley.core.module.StreamOffers;
import dev.parley.core.module.Turns;
import dev.parley.core.module.Xep;
import dev.parley.protocol.xml.Element;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells clients the server's capabilities when their stream opens, and keeps those of the clients
 * that are here for features that need them.
 */
@Xep(value = 115, version = "1.6.0")
public final class CapsModule implements ServerModule {
  static final String NS = "http://jabber.org/protocol/caps";
  private static final String NODE = "https://parley.dev";

  /** Kinds of software on other servers whose wishes are known to all homes. */
  private static final int MAX_VERIFIED = 1_000;

  /** Few at once of one domain: of many clients of one kind, the rest need not be asked. */
  private static final Turns.Limits REMOTE = new Turns.Limits(4, 512, 500, 20_000);

  @Override
  public void start(ModuleContext context) {
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.offer(
        StreamOffers.Phase.BIND,
        domain ->
            Element.builder(NS, "c")
                .attribute("hash", "sha-1")
                .attribute("node", NODE)
                .attribute("ver", Verification.ofOwn(context.discoInfo(Scope.DOMAIN, domain)))
                .build());
    context.publish(Capabilities.class, ClientCapabilities::new);
    context.onSession(CapsModule::listener);
    SharedCache<Announced, Set<String>> verified =
        new SharedCache<>(
            MAX_VERIFIED,
            TimeUnit.DAYS.toMillis(1),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    Turns turns = new Turns(REMOTE);
    context.publish(
        RemoteCapabilities.class,
        home -> new RemoteClients(home, context.router(), verified, turns));
  }

  private static SessionListener listener(Home home) {
    if (home.neighbour(Capabilities.class) instanceof ClientCapabilities capabilities) {
      return capabilities;
    }
    throw new IllegalStateException("another module publishes capabilities");
  }
}
