package dev.parley.modules.ping;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.Future;
import java.util.Set;

/** Answers pings to the server, its services and the asker's own account (XEP-0199 §4.2). */
@Xep(value = 199, version = "2.0.1")
public final class PingModule implements ServerModule {
  private static final String NS = "urn:xmpp:ping";
  private static final Set<Scope> SCOPES = Set.of(Scope.DOMAIN, Scope.OWN_ACCOUNT, Scope.SERVICE);

  @Override
  public void start(ModuleContext context) {
    context.advertise(SCOPES, NS);
    context.onIq(
        SCOPES, Iq.Type.GET, NS, "ping", request -> Future.succeededFuture(request.iq().result()));
  }
}
