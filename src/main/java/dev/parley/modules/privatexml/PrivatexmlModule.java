package dev.parley.modules.privatexml;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.module.XmlCodec;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.Set;

/** Keeps XML for clients, for their own account only. */
@Xep(value = 49, version = "1.2")
public final class PrivatexmlModule implements ServerModule {
  private static final String NS = "jabber:iq:private";

  @Override
  public void start(ModuleContext context) {
    PrivateXml store =
        new PrivateXml(
            context.storage().keyValue("private", XmlCodec.INSTANCE),
            () -> context.config().limits().account().privateXmlBytes());
    context.advertise(Set.of(Scope.DOMAIN, Scope.OWN_ACCOUNT), NS);
    context.onIq(Set.of(Scope.OWN_ACCOUNT), Iq.Type.GET, NS, "query", store::get);
    context.onIq(Set.of(Scope.OWN_ACCOUNT), Iq.Type.SET, NS, "query", store::set);
    for (Iq.Type type : new Iq.Type[] {Iq.Type.GET, Iq.Type.SET}) {
      context.onIq(
          Set.of(Scope.OTHER_ACCOUNT),
          type,
          NS,
          "query",
          request -> {
            throw new StanzaException(Condition.FORBIDDEN);
          });
    }
  }
}
