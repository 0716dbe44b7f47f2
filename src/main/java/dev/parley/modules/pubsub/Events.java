package dev.parley.modules.pubsub;

import dev.parley.core.home.RowIds;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages in which nodes tell what has happened (XEP-0060 §7.1.2 and others). */
final class Events {
  private static final String DELAY = "urn:xmpp:delay";

  private Events() {}

  /** An item as an event or an answer shows it. */
  static Element item(String namespace, Node node, StoredItem item, boolean payload) {
    Element.Builder element = Element.builder(namespace, "item").attribute("id", item.id());
    if (node.config().text(ConfigField.ITEMREPLY).equals("publisher")) {
      element.attribute("publisher", item.publisher().toString());
    }
    String stored = item.payload();
    if (payload && stored != null) {
      element.child(XmlReader.read(stored, ""));
    }
    return element.build();
  }

  /** {@code <items/>} with what is in it. */
  static Element items(Node node, List<Element> content) {
    return Element.builder(Pubsub.EVENT, "items")
        .attribute("node", node.name())
        .children(content)
        .build();
  }

  /** {@code <retract/>} for each id. */
  static Element retracted(Node node, List<String> ids) {
    List<Element> retracts = new ArrayList<>(ids.size());
    for (String id : ids) {
      retracts.add(Element.builder(Pubsub.EVENT, "retract").attribute("id", id).build());
    }
    return items(node, retracts);
  }

  /** An event that only names its node, as {@code <purge/>}. */
  static Element.Builder about(String name, Node node) {
    return Element.builder(Pubsub.EVENT, name).attribute("node", node.name());
  }

  /** A message with an event, not addressed. */
  static Message message(Node node, String id, Element event) {
    return message(type(node), node.service(), id, List.of(wrapped(event)));
  }

  /** A message with the last item, which says when it was published (§6.1.7). */
  static Message lastItem(Node node, String id, StoredItem item, boolean payload) {
    Element event = wrapped(items(node, List.of(item(Pubsub.EVENT, node, item, payload))));
    Instant published = Instant.ofEpochMilli(RowIds.millis(item.position()));
    Element delay =
        Element.builder(DELAY, "delay")
            .attribute(
                "stamp",
                DateTimeFormatter.ISO_INSTANT.format(published.truncatedTo(ChronoUnit.MILLIS)))
            .build();
    return message(type(node), node.service(), id, List.of(event, delay));
  }

  /** A message of a service. */
  static Message message(
      Message.Type type, Jid service, @Nullable String id, List<Element> children) {
    return Message.of(type, null, children).withFrom(service).withId(id);
  }

  private static Element wrapped(Element event) {
    return Element.builder(Pubsub.EVENT, "event").child(event).build();
  }

  private static Message.Type type(Node node) {
    return switch (node.config().text(ConfigField.NOTIFICATION_TYPE)) {
      case "normal" -> Message.Type.NORMAL;
      case "chat" -> Message.Type.CHAT;
      default -> Message.Type.HEADLINE;
    };
  }
}
