package dev.parley.modules.privilege;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPrivilege;
import dev.parley.core.config.ComponentConfig;
import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.Privileges;
import dev.parley.core.home.RosterWatch;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.util.List;

/** Lets components do in the name of accounts what their configuration grants. */
@Xep(value = 356, version = "0.4.1")
public final class PrivilegeModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    PrivilegedRequests requests = new PrivilegedRequests(context.router());
    context.onComponentStanza(requests::take);
    if (context.router().domains().components().stream()
        .allMatch(component -> component.privileges().isNone())) {
      return;
    }
    context.publish(Watching.class, home -> new Watching(context.router()));
    context.publish(RosterWatch.class, Watching::of);
    context.onSession(Watching::of);
    context.serve(Addresses::privilege, Watching::of, Watching::greet);
    context.onComponent(component -> welcome(context, component));
  }

  /** In the name of each domain, as its accounts are meant (§4.2). */
  private static void welcome(ModuleContext context, ComponentConfig component) {
    Privileges privileges = component.privileges();
    if (privileges.isNone()) {
      return;
    }
    Jid to = Watching.address(component);
    for (DomainConfig domain : context.config().domains()) {
      context
          .router()
          .route(
              Message.of(Message.Type.NORMAL, to, List.of(Grants.of(privileges)))
                  .withFrom(Jid.of(null, domain.name(), null))
                  .withId("privileges-" + domain.name()));
    }
    if (privileges.presence() != Privileges.Presence.NONE) {
      for (int shard = 0; shard < Shard.COUNT; shard++) {
        context.router().bus().send(Addresses.privilege(shard), new ToPrivilege(to));
      }
    }
  }
}
