package dev.parley.modules.contact;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whom to write to about the service, as {@code modules.contact} says (XEP-0157 §3). */
@Xep(value = 157, version = "1.1.1")
public final class ContactModule implements ServerModule {
  private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";
  private static final List<String> KINDS =
      List.of("abuse", "admin", "feedback", "sales", "security", "status", "support");

  @Override
  public void start(ModuleContext context) {
    context.describe(Set.of(Scope.DOMAIN), domain -> form(context.settings()));
  }

  static Element form(JsonObject settings) {
    List<DataForm.Field> fields = new ArrayList<>();
    for (String kind : KINDS) {
      JsonArray addresses = settings.getJsonArray(kind, new JsonArray());
      if (!addresses.isEmpty()) {
        List<String> values = addresses.stream().map(String::valueOf).toList();
        fields.add(DataForm.Field.typed(kind + "-addresses", "list-multi", values));
      }
    }
    return DataForm.result(FORM_TYPE, fields).toElement();
  }
}
