package dev.parley.modules.delegation;

import dev.parley.core.bus.Bus;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentConfig.Delegation;
import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advertises what components say of the namespaces they manage (XEP-0355 §7.2), and keeps it. */
final class Nesting {
  private static final String INFO = "http://jabber.org/protocol/disco#info";

  private final ModuleContext context;
  private final Bus bus;

  Nesting(ModuleContext context) {
    this.context = context;
    this.bus = context.router().bus();
  }

  /** Asks a component that has connected. */
  void learn(ComponentConfig component) {
    Jid server = Jid.of(null, context.config().domains().get(0).name(), null);
    for (Delegation delegation : component.delegations()) {
      if (!delegation.namespace().equals(Delegations.ITEMS)) {
        learn(component, server, delegation, "::", Set.of(Scope.DOMAIN));
        learn(
            component,
            server,
            delegation,
            ":bare:",
            Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT));
      }
    }
  }

  private void learn(
      ComponentConfig component,
      Jid server,
      Delegation delegation,
      String separator,
      Set<Scope> scopes) {
    Element query =
        Element.builder(INFO, "query")
            .attribute("node", Delegations.NS + separator + delegation.namespace())
            .build();
    Iq question = Iq.get(Jid.of(null, component.domain(), null), "nested", query).withFrom(server);
    Delegations.ask(bus, question)
        .onSuccess(answer -> {
          DiscoInfo info = answer.type() == Iq.Type.RESULT ? read(answer.payload()) : null;
          if (info != null) {
            context.nest(scopes, delegation.namespace(), info);
          }
        });
  }

  private static @Nullable DiscoInfo read(@Nullable Element query) {
    if (query == null || !query.is(INFO, "query")) {
      return null;
    }
    List<DiscoInfo.Identity> identities = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<Element> forms = new ArrayList<>();
    for (Element child : query.elements()) {
      String category = child.attribute("category");
      String type = child.attribute("type");
      String feature = child.attribute("var");
      String name = child.attribute("name");
      if (child.is(INFO, "identity") && category != null && type != null) {
        identities.add(new DiscoInfo.Identity(category, type, name == null ? "" : name));
      } else if (child.is(INFO, "feature") && feature != null) {
        features.add(feature);
      } else if (child.is(DataForm.NAMESPACE, "x")) {
        forms.add(child);
      }
    }
    return new DiscoInfo(identities, features, forms);
  }
}
