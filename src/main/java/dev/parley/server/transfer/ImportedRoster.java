package dev.parley.server.transfer;

import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contacts of one account, as a file has them (XEP-0227 §4.3, §4.9). */
final class ImportedRoster {
  private static final Set<String> SUBSCRIPTIONS = Set.of("none", "to", "from", "both");

  private final Jid owner;
  private final Map<Jid, Element> items = new LinkedHashMap<>();
  private final Map<Jid, String> requests = new HashMap<>();

  ImportedRoster(Jid owner) {
    this.owner = owner;
  }

  /**
   * An item of the roster.
   *
   * @return null if it is taken, else why it is not
   */
  @Nullable String item(Element item) {
    Jid contact = ImportedValues.bare(item.attribute("jid"));
    String subscription = subscription(item);
    if (contact == null || contact.equals(owner)) {
      return "no address of a contact: " + item.attribute("jid");
    }
    if (!SUBSCRIPTIONS.contains(subscription)) {
      return "no subscription: " + subscription;
    }
    items.put(contact, item);
    return null;
  }

  private static String subscription(Element item) {
    String subscription = item.attribute("subscription");
    return subscription == null ? "none" : subscription;
  }

  /** A request of somebody; false if it does not say whose. */
  boolean request(Element presence) {
    Jid contact = ImportedValues.bare(presence.attribute("from"));
    if (contact == null) {
      return false;
    }
    requests.put(contact, presence.toString());
    return true;
  }

  /** Stores all of it; clients with an older roster will get this one as a whole. */
  void store(RosterStore store, Window window, long version) {
    long next = version;
    for (Map.Entry<Jid, Element> entry : items.entrySet()) {
      window.add(store.put(owner, stored(entry.getKey(), entry.getValue(), next++)));
    }
    for (Map.Entry<Jid, String> entry : requests.entrySet()) {
      if (!items.containsKey(entry.getKey())) {
        window.add(store.put(owner, asking(entry.getKey(), entry.getValue())));
      }
    }
    window.drain();
    window.add(store.pruneTombstones(owner, next));
  }

  private StoredRosterItem stored(Jid contact, Element item, long version) {
    String subscription = subscription(item);
    boolean sees = subscription.equals("both") || subscription.equals("from");
    boolean seen = subscription.equals("both") || subscription.equals("to");
    List<String> groups = new ArrayList<>();
    for (Element child : item.elements()) {
      String group = child.text();
      if (child.is(Pie.ROSTER, "group") && !group.isEmpty() && !groups.contains(group)) {
        groups.add(group);
      }
    }
    return new StoredRosterItem(
        contact,
        item.attribute("name"),
        groups,
        subscription,
        !seen && "subscribe".equals(item.attribute("ask")),
        ImportedValues.isTrue(item.attribute("approved")),
        sees ? null : requests.get(contact),
        version,
        false);
  }

  private static StoredRosterItem asking(Jid contact, String request) {
    return new StoredRosterItem(contact, null, List.of(), "none", false, false, request, 0, true);
  }
}
