package dev.parley.modules.blocklists;

import dev.parley.core.storage.BlocklistHash;
import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said to and by nodes that hold a list (XEP-0060): each item has a hash as its id, and a
 * {@code <report/>} (XEP-0377) with the reason as its payload.
 */
final class Items {
  static final String NS = "http://jabber.org/protocol/pubsub";
  static final String EVENT = NS + "#event";
  static final String REPORT = "urn:xmpp:reporting:1";
  private static final int PAGE = 250;
  private static final int LONGEST_REASON = 200;

  private Items() {}

  /**
   * A page of what was published.
   *
   * @param entries those that are hashes
   * @param last where the next page begins; null if this is the last one
   */
  record Page(List<Entry> entries, @Nullable String last) {}

  /** Asks for a page of the items (§6.5). */
  static Element wanted(String node, @Nullable String after) {
    Element.Builder set = Element.builder(PageRequest.NAMESPACE, "set");
    set.child(Element.builder(PageRequest.NAMESPACE, "max").text(String.valueOf(PAGE)).build());
    if (after != null) {
      set.child(Element.builder(PageRequest.NAMESPACE, "after").text(after).build());
    }
    return Element.builder(NS, "pubsub")
        .child(Element.builder(NS, "items").attribute("node", node).build())
        .child(set.build())
        .build();
  }

  /** Reads a page. A service without pages sends everything at once. */
  static Page page(@Nullable Element pubsub, Instant now) {
    Element items = pubsub == null ? null : pubsub.child(NS, "items");
    Element set = pubsub == null ? null : pubsub.child(PageRequest.NAMESPACE, "set");
    Element last = set == null ? null : set.child(PageRequest.NAMESPACE, "last");
    if (items == null || items.elements().isEmpty()) {
      return new Page(List.of(), null);
    }
    return new Page(entries(items, now), last == null ? null : last.text());
  }

  /** The entries among the children of {@code <items/>}. */
  static List<Entry> entries(Element items, Instant now) {
    List<Entry> entries = new ArrayList<>();
    for (Element item : items.elements()) {
      String hash = item.attribute("id");
      if (item.name().equals("item") && hash != null && BlocklistHash.isHash(hash)) {
        entries.add(new Entry(hash, null, reason(item), now));
      }
    }
    return entries;
  }

  private static String reason(Element item) {
    Element report = item.child(REPORT, "report");
    String reason = report == null ? null : report.attribute("reason");
    return reason == null || reason.length() > LONGEST_REASON ? "" : reason;
  }

  /** The ids of what an event takes back (§7.2.2.1). */
  static List<String> retracted(Element items) {
    List<String> ids = new ArrayList<>();
    for (Element child : items.elements()) {
      String id = child.attribute("id");
      if (child.name().equals("retract") && id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Asks for a subscription (§6.1). */
  static Element subscribe(String node, String subscriber) {
    return Element.builder(NS, "pubsub")
        .child(
            Element.builder(NS, "subscribe")
                .attribute("node", node)
                .attribute("jid", subscriber)
                .build())
        .build();
  }

  /** Publishes an entry (§7.1). */
  static Element publish(String node, Entry entry) {
    Element.Builder item = Element.builder(NS, "item").attribute("id", entry.hash());
    item.child(
        Element.builder(REPORT, "report")
            .attribute(
                "reason", entry.reason().isEmpty() ? "urn:xmpp:reporting:abuse" : entry.reason())
            .build());
    return Element.builder(NS, "pubsub")
        .child(Element.builder(NS, "publish").attribute("node", node).child(item.build()).build())
        .build();
  }

  /** Takes an entry back, and tells of it (§7.2). */
  static Element retract(String node, String hash) {
    return Element.builder(NS, "pubsub")
        .child(
            Element.builder(NS, "retract")
                .attribute("node", node)
                .attribute("notify", "true")
                .child(Element.builder(NS, "item").attribute("id", hash).build())
                .build())
        .build();
  }
}
