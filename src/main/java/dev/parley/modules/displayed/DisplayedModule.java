package dev.parley.modules.displayed;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import java.util.Set;

/** Publishes for a client what it says in a message of how far a chat was read. */
@Xep(value = 490, version = "1.0.0")
public final class DisplayedModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.onOutgoing(ServerAssist::publish);
    context.advertise(
        Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT), "urn:xmpp:mds:server-assist:0");
  }
}
