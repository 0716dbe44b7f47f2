package dev.parley.modules.lastactivity;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import java.time.InstantSource;
import java.util.EnumSet;

/** Tells when a user was last there, to those who may see the user's presence. */
@Xep(value = 12, version = "2.0")
public final class LastactivityModule implements ServerModule {
  private static final String NS = "jabber:iq:last";

  @Override
  public void start(ModuleContext context) {
    LastSeen lastSeen = new LastSeen(context.storage().accounts(), InstantSource.system());
    context.advertise(EnumSet.complementOf(EnumSet.of(Scope.SERVICE)), NS);
    context.onSession(home -> lastSeen);
    context.onDelivery(NS, LastSeen::guard);
    context.onIq(
        EnumSet.complementOf(EnumSet.of(Scope.SERVICE)),
        Iq.Type.GET,
        NS,
        "query",
        lastSeen::answer);
  }
}
