package dev.parley.modules.outage;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * Tells clients where they find the state of the service when the server does not answer, as {@code
 * modules.outage.addresses} says (XEP-0455 §2.1).
 */
@Xep(value = 455, version = "0.4.0")
public final class OutageModule implements ServerModule {
  private static final String FORM_TYPE = "urn:xmpp:sos:0";

  @Override
  public void start(ModuleContext context) {
    if (!addresses(context.settings()).isEmpty()) {
      context.describe(Set.of(Scope.DOMAIN), domain -> form(addresses(context.settings())));
    }
  }

  private static List<String> addresses(JsonObject settings) {
    return settings.getJsonArray("addresses").stream().map(String::valueOf).toList();
  }

  private static Element form(List<String> addresses) {
    return DataForm.result(
            FORM_TYPE,
            List.of(DataForm.Field.typed("external-status-addresses", "list-multi", addresses)))
        .toElement();
  }
}
