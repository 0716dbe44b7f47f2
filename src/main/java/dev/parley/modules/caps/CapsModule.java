package dev.parley.modules.caps;

import dev.parley.core.home.Home;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.StreamOffers;
import dev.parley.core.module.Xep;
import dev.parley.protocol.xml.Element;
import java.util.Set;

/**
 * Tells clients the server's capabilities when their stream opens, and keeps those of the clients
 * that are here for features that need them.
 */
@Xep(value = 115, version = "1.6.0")
public final class CapsModule implements ServerModule {
  static final String NS = "http://jabber.org/protocol/caps";
  private static final String NODE = "https://parley.dev";

  @Override
  public void start(ModuleContext context) {
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.offer(
        StreamOffers.Phase.BIND,
        domain ->
            Element.builder(NS, "c")
                .attribute("hash", "sha-1")
                .attribute("node", NODE)
                .attribute("ver", Verification.ofOwn(context.discoInfo(Scope.DOMAIN)))
                .build());
    context.publish(Capabilities.class, ClientCapabilities::new);
    context.onSession(CapsModule::listener);
  }

  private static SessionListener listener(Home home) {
    if (home.neighbour(Capabilities.class) instanceof ClientCapabilities capabilities) {
      return capabilities;
    }
    throw new IllegalStateException("another module publishes capabilities");
  }
}
