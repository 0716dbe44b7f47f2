package dev.parley.core.home;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas that can wait for a client nobody looks at, and of which only the last of each topic
 * matters then (XEP-0352 §3.2).
 */
public final class Fleeting {
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
  private static final String HINTS = "urn:xmpp:hints";
  private static final String CARBONS = "urn:xmpp:carbons:2";
  private static final String FORWARD = "urn:xmpp:forward:0";
  private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

  private Fleeting() {}

  /**
   * What a stanza is about.
   *
   * @param kind of the news
   * @param from who or what they are of
   * @param detail what of it, empty for all
   */
  private record Topic(String kind, String from, String detail) {}

  /**
   * What the stanza is about: a later one with an equal topic takes its place. Null for a stanza
   * that matters by itself.
   */
  public static @Nullable Object topic(Stanza stanza) {
    String from = stanza.from() == null ? "" : stanza.from().toString();
    if (stanza instanceof Presence presence) {
      return isState(presence) ? new Topic("presence", from, "") : null;
    }
    if (!(stanza instanceof Message message)) {
      return null;
    }
    return switch (message.type()) {
      case HEADLINE -> event(message, from);
      case CHAT, GROUPCHAT, NORMAL -> {
        Element copied = copied(message);
        if (copied != null) {
          yield isChatState(copied.elements())
              ? new Topic("copy", name(copied, "from"), name(copied, "to"))
              : null;
        }
        yield isChatState(message.children()) ? new Topic("chat state", from, "") : null;
      }
      case ERROR -> null;
    };
  }

  private static String name(Element element, String attribute) {
    String value = element.attribute(attribute);
    return value == null ? "" : value;
  }

  /** What a room says of a change, such as that it is ours (XEP-0045 §15.6.2), is said once. */
  private static boolean isState(Presence presence) {
    boolean state =
        presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE;
    Element room = state ? presence.child(MUC_USER, "x") : null;
    return state && (room == null || room.child(MUC_USER, "status") == null);
  }

  /** True if nothing is said but that somebody writes, or does not (XEP-0085 §5.1). */
  private static boolean isChatState(List<Element> children) {
    boolean state = false;
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (child.namespace().equals(CHAT_STATES)) {
        state = true;
      } else if (!child.name().equals("thread") && !isHintAgainstKeeping(child)) {
        return false;
      }
    }
    return state;
  }

  private static boolean isHintAgainstKeeping(Element child) {
    return child.namespace().equals(HINTS) && !child.name().equals("store");
  }

  /** The message in a copy for another device (XEP-0280 §7, §8); null if it is no copy. */
  private static @Nullable Element copied(Message message) {
    Element received = message.child(CARBONS, "received");
    Element copy = received == null ? message.child(CARBONS, "sent") : received;
    Element forwarded = copy == null ? null : copy.child(FORWARD, "forwarded");
    return forwarded == null ? null : forwarded.child("jabber:client", "message");
  }

  /** News of one item of a node (XEP-0163 §4.3). */
  private static @Nullable Object event(Message message, String from) {
    Element event = message.child(EVENT, "event");
    Element items = event == null ? null : event.child(EVENT, "items");
    if (items == null || items.elements().size() != 1) {
      return null;
    }
    Element item = items.elements().get(0);
    String node = name(items, "node");
    return item.name().equals("item") ? new Topic(node, from, name(item, "id")) : null;
  }
}
