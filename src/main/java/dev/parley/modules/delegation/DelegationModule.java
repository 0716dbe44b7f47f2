package dev.parley.modules.delegation;

import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.ComponentConfig.Delegation;
import dev.parley.core.config.DomainConfig;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Set;

/** Has components answer what their configuration delegates to them. */
@Xep(value = 355, version = "0.5")
public final class DelegationModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.advertise(Set.of(Scope.DOMAIN), Delegations.NS);
    List<ComponentConfig> components = context.router().domains().components();
    if (components.stream().allMatch(component -> component.delegations().isEmpty())) {
      return;
    }
    context.delegate(new Delegations(context.router().bus(), context.router().domains()));
    Nesting nesting = new Nesting(context);
    context.onComponent(component -> {
      if (!component.delegations().isEmpty()) {
        announce(context, component);
        nesting.learn(component);
      }
    });
  }

  /** §4.2, in the name of each domain. */
  private static void announce(ModuleContext context, ComponentConfig component) {
    Element.Builder delegation = Element.builder(Delegations.NS, "delegation");
    for (Delegation one : component.delegations()) {
      Element.Builder delegated =
          Element.builder(Delegations.NS, "delegated").attribute("namespace", one.namespace());
      for (String attribute : one.attributes()) {
        delegated.child(
            Element.builder(Delegations.NS, "attribute").attribute("name", attribute).build());
      }
      delegation.child(delegated.build());
    }
    Element announced = delegation.build();
    for (DomainConfig domain : context.config().domains()) {
      context
          .router()
          .route(
              Message.of(
                      Message.Type.NORMAL,
                      Jid.of(null, component.domain(), null),
                      List.of(announced))
                  .withFrom(Jid.of(null, domain.name(), null))
                  .withId("delegations-" + domain.name()));
    }
  }
}
