package dev.parley.modules.privilege;

import dev.parley.core.config.Privileges;
import dev.parley.core.config.Privileges.Access;
import dev.parley.protocol.xml.Element;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a component is told it may do (XEP-0356 §4.2, §5.2, §6.2, §7.2). */
final class Grants {
  static final String NS = "urn:xmpp:privilege:2";

  private Grants() {}

  static Element of(Privileges privileges) {
    Element.Builder all = Element.builder(NS, "privilege");
    if (privileges.roster() != Access.NONE) {
      all.child(
          perm("roster", name(privileges.roster()))
              .attribute("push", Boolean.toString(privileges.hearsOfRosters()))
              .build());
    }
    if (privileges.message()) {
      all.child(perm("message", "outgoing").build());
    }
    if (!privileges.iq().isEmpty()) {
      Element.Builder iq = perm("iq", null);
      for (Privileges.IqGrant grant : privileges.iq()) {
        iq.child(
            Element.builder(NS, "namespace")
                .attribute("ns", grant.namespace())
                .attribute("type", name(grant.type()))
                .build());
      }
      all.child(iq.build());
    }
    if (privileges.presence() == Privileges.Presence.MANAGED_ENTITY) {
      all.child(perm("presence", "managed_entity").build());
    }
    return all.build();
  }

  private static Element.Builder perm(String access, @Nullable String type) {
    return Element.builder(NS, "perm").attribute("access", access).attribute("type", type);
  }

  private static String name(Access access) {
    return access.name().toLowerCase(Locale.ROOT);
  }
}
