package dev.parley.modules.message;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Set;

/** Which messages are kept for an account that is not there (XEP-0160 §3, XEP-0334 §4). */
final class OfflineRules {
  private static final String HINTS = "urn:xmpp:hints";

  /** Payloads that mean nothing later: of chat states (XEP-0085), hints, ids and threads. */
  private static final Set<String> FLEETING =
      Set.of("http://jabber.org/protocol/chatstates", HINTS, "urn:xmpp:sid:0");

  private OfflineRules() {}

  /** True for a kind of message that people write to each other. */
  static boolean isConversation(Message message) {
    return message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL;
  }

  /** True if the message has content worth keeping. */
  static boolean isKept(Message message) {
    if (!isConversation(message)) {
      return false;
    }
    boolean content = false;
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (child.namespace().equals(HINTS)) {
        switch (child.name()) {
          case "no-store" -> {
            return false;
          }
          case "store" -> content = true;
          default -> {}
        }
      } else if (!FLEETING.contains(child.namespace()) && !child.name().equals("thread")) {
        content = true;
      }
    }
    return content;
  }
}
