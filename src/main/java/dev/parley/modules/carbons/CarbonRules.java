package dev.parley.modules.carbons;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are copied: XEP-0280 §6.1, which {@code urn:xmpp:carbons:rules:0} makes binding.
 */
final class CarbonRules {
  private static final String HINTS = "urn:xmpp:hints";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String DIRECT_INVITATION = "jabber:x:conference";

  /** Payloads of conversations, which often come without a body. */
  private static final Set<String> CONVERSATION =
      Set.of(
          "urn:xmpp:receipts",
          "http://jabber.org/protocol/chatstates",
          "urn:xmpp:chat-markers:0",
          "urn:xmpp:reactions:0",
          "urn:xmpp:message-retract:1",
          "urn:xmpp:message-correct:0",
          "urn:xmpp:jingle-message:0",
          "urn:xmpp:omemo:2",
          "eu.siacs.conversations.axolotl");

  private CarbonRules() {}

  /** Which way a message goes, seen from the account whose sessions get copies. */
  enum Direction {
    SENT,
    RECEIVED
  }

  /**
   * True if the message is to be copied. Errors are not decided here: they follow what they answer,
   * see {@link SentMessages}.
   */
  static boolean isEligible(Message message, Direction direction) {
    if (message.type() == Message.Type.GROUPCHAT || message.type() == Message.Type.ERROR) {
      return false;
    }
    if (isPrivate(message)) {
      return false;
    }
    Element room = message.child(MUC_USER, "x");
    if (room != null && room.child(MUC_USER, "invite") != null) {
      return true;
    }
    if (room != null && direction == Direction.RECEIVED && isFull(message.from())) {
      // A private message from an occupant: the room itself sends it to each joined session.
      return false;
    }
    return message.type() == Message.Type.CHAT
        || (message.type() == Message.Type.NORMAL && message.body() != null)
        || hasConversation(message.children());
  }

  /** XEP-0280 §9, XEP-0334 §4.3. */
  private static boolean isPrivate(Message message) {
    return message.child(CarbonsModule.NS, "private") != null
        || message.child(HINTS, "no-copy") != null;
  }

  private static boolean hasConversation(List<Element> children) {
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (CONVERSATION.contains(child.namespace()) || child.is(DIRECT_INVITATION, "x")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFull(@Nullable Jid jid) {
    return jid != null && jid.isFull();
  }
}
