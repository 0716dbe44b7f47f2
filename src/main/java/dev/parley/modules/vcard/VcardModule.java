package dev.parley.modules.vcard;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.module.XmlCodec;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.EnumSet;
import java.util.Set;

/** Keeps a card of each user, which everybody may read and only the user may write. */
@Xep(value = 54, version = "1.3.0")
public final class VcardModule implements ServerModule {
  static final String NS = "vcard-temp";

  @Override
  public void start(ModuleContext context) {
    Cards cards =
        new Cards(
            context.storage().keyValue("vcard", XmlCodec.INSTANCE),
            () -> context.config().limits().account().vcardBytes());
    context.advertise(EnumSet.complementOf(EnumSet.of(Scope.SERVICE)), NS);
    context.onIq(
        Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT), Iq.Type.GET, NS, "vCard", cards::get);
    context.onIq(Set.of(Scope.OWN_ACCOUNT), Iq.Type.SET, NS, "vCard", cards::set);
    context.onIq(
        Set.of(Scope.OTHER_ACCOUNT),
        Iq.Type.SET,
        NS,
        "vCard",
        request -> {
          throw new StanzaException(Condition.FORBIDDEN);
        });
  }
}
