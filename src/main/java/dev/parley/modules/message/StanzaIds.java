package dev.parley.modules.message;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;

/** The ids that an archive gives to messages (XEP-0359 §3, XEP-0313 §4.4). */
final class StanzaIds {
  private static final String NS = "urn:xmpp:sid:0";

  private StanzaIds() {}

  /** The message without what others say in the name of {@code by} (XEP-0359 §5, rule 4). */
  static Message stripped(Message message, Jid by) {
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      if (isBy(children.get(i), by)) {
        List<Element> kept = new ArrayList<>(children);
        kept.removeIf(child -> isBy(child, by));
        return message.withChildren(kept);
      }
    }
    return message;
  }

  /** The message with the id that the archive of {@code by} gave it. */
  static Message stamped(Message message, Jid by, String id) {
    List<Element> children = message.children();
    List<Element> more = new ArrayList<>(children.size() + 1);
    more.addAll(children);
    more.add(
        Element.builder(NS, "stanza-id")
            .attribute("by", by.toString())
            .attribute("id", id)
            .build());
    return message.withChildren(more);
  }

  private static boolean isBy(Element child, Jid by) {
    String name = child.is(NS, "stanza-id") ? child.attribute("by") : null;
    try {
      return name != null && by.equals(Jid.parse(name));
    } catch (JidFormatException e) {
      return false;
    }
  }
}
