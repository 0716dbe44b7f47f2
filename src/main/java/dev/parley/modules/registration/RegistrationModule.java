package dev.parley.modules.registration;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.StreamOffers;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import java.util.Set;

/**
 * Lets users change their password and remove their account; lets strangers make one if {@code
 * modules.registration.open} is true.
 */
@Xep(value = 77, version = "2.4")
public final class RegistrationModule implements ServerModule {
  static final String NS = "jabber:iq:register";
  private static final Element FEATURE =
      Element.of("http://jabber.org/features/iq-register", "register");
  private static final Set<Scope> SCOPES = Set.of(Scope.OWN_ACCOUNT, Scope.DOMAIN);

  @Override
  public void start(ModuleContext context) {
    OwnAccount own = new OwnAccount(context.accounts());
    NewAccount strangers = new NewAccount(context);
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.onIq(SCOPES, Iq.Type.GET, NS, "query", own::get);
    context.onIq(SCOPES, Iq.Type.SET, NS, "query", own::set);
    context.offer(StreamOffers.Phase.LOGIN, domain -> NewAccount.isOpen(context) ? FEATURE : null);
    context.onLogin(NS, strangers::answer);
  }
}
