package dev.parley.modules.serverinfo;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Set;

/**
 * Publishes which servers each domain speaks with, and allows others to name it, once the operator
 * has switched it on.
 */
@Xep(value = 485, version = "1.0.0")
public final class ServerinfoModule implements ServerModule {
  /** Shared with the addresses of contact (XEP-0485 §9.2). */
  private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";

  @Override
  public void start(ModuleContext context) {
    if (!context.config().isEnabled("pubsub")) {
      throw new IllegalStateException(
          "modules.serverinfo publishes at the service of modules.pubsub; enable that one too, or"
              + " neither");
    }
    context.advertise(Set.of(Scope.DOMAIN), ServerInfo.NS);
    context.describe(Set.of(Scope.DOMAIN), ServerinfoModule::form);
    context.onStart(home -> {
      Announcements announcements = new Announcements(home, context);
      context.onStop(() -> home.context().runOnContext(here -> announcements.stop()));
      return announcements.start();
    });
  }

  /** Where it is (§3): a URI as in XEP-0060 §12.22. */
  static Element form(String domain) {
    String uri = "xmpp:" + Board.service(domain) + "?;node=" + Board.NODE;
    return DataForm.result(FORM_TYPE, List.of(Field.of("serverinfo-pubsub-node", uri))).toElement();
  }
}
