package dev.parley.modules.devices;

import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.Devices;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import java.time.Clock;
import java.util.Set;

/** Lets a user see what has access to the account, and revoke it. */
@Xep(value = 494, version = "0.1.0")
public final class DevicesModule implements ServerModule {
  private static final Set<Scope> OWN = Set.of(Scope.OWN_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    Clock clock = Clock.systemUTC();
    var devices = new Devices(context.storage().devices(), context.accounts(), clock);
    var passwords = new AppPasswords(context.storage(), context.accounts(), clock);
    var clients = new Clients(devices, passwords, clock);
    context.advertise(Set.of(Scope.DOMAIN, Scope.OWN_ACCOUNT), ClientElements.NAMESPACE);
    context.onIq(OWN, Iq.Type.GET, ClientElements.NAMESPACE, "list", clients::list);
    context.onIq(OWN, Iq.Type.SET, ClientElements.NAMESPACE, "revoke", clients::revoke);
    context.onSession(home -> new LastSeen(devices));
  }
}
