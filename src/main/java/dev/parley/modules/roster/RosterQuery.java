package dev.parley.modules.roster;

import dev.parley.protocol.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload of roster IQs, as the server writes it (RFC 6121 §2.1). */
final class RosterQuery {
  static final String NAMESPACE = RosterSet.NAMESPACE;
  static final String NAME = "query";

  private RosterQuery() {}

  /**
   * Items, each as clients are to see it: with {@code subscription='remove'} if it is not listed.
   *
   * @param version of the roster; null for a client that does without (§2.6)
   */
  static Element toElement(@Nullable String version, List<RosterItem> items) {
    Element.Builder query = Element.builder(NAMESPACE, NAME).attribute("ver", version);
    for (RosterItem item : items) {
      query.child(toElement(item));
    }
    return query.build();
  }

  private static Element toElement(RosterItem item) {
    Element.Builder element =
        Element.builder(NAMESPACE, "item").attribute("jid", item.contact().toString());
    if (!item.listed()) {
      return element.attribute("subscription", "remove").build();
    }
    element
        .attribute("name", item.name())
        .attribute("subscription", item.state().attribute())
        .attribute("ask", item.state().pendingOut() ? "subscribe" : null)
        .attribute("approved", item.approved() ? "true" : null);
    for (String group : item.groups()) {
      element.child(Element.builder(NAMESPACE, "group").text(group).build());
    }
    return element.build();
  }
}
