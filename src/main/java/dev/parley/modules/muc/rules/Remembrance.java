package dev.parley.modules.muc.rules;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which messages to a room are what (XEP-0045 §7.4, §8.1), and belong into its archive. */
public final class Remembrance {
  private static final String HINTS = "urn:xmpp:hints";

  /** What is part of a conversation though it need not have a body, by namespace. */
  private static final Map<String, Set<String>> CONVERSATION =
      Map.of(
          "urn:xmpp:chat-markers:0", Set.of("displayed", "acknowledged"),
          "urn:xmpp:reactions:0", Set.of("reactions"),
          "urn:xmpp:fasten:0", Set.of("apply-to"),
          "eu.siacs.conversations.axolotl", Set.of("encrypted"),
          "urn:xmpp:omemo:2", Set.of("encrypted"),
          "urn:xmpp:openpgp:0", Set.of("openpgp"),
          "urn:xmpp:call-invites:0", Set.of("invite", "retract", "accept", "reject", "left"));

  private Remembrance() {}

  /** True for a message that does nothing but set the subject (§8.1). */
  public static boolean isSubject(Message message) {
    return message.child(Namespaces.CLIENT, "subject") != null
        && message.child(Namespaces.CLIENT, "body") == null
        && message.child(Namespaces.CLIENT, "thread") == null;
  }

  /** True if a message is to be archived, as its kind and its hints (XEP-0334 §4) say. */
  public static boolean isKept(Message message) {
    boolean refused = false;
    boolean kept = false;
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      switch (child.namespace()) {
        case HINTS -> {
          refused |= child.name().equals("no-store") || child.name().equals("no-permanent-store");
          kept |= child.name().equals("store");
        }
        case "urn:xmpp:message-retract:1" -> {
          if (child.name().equals("retract")) {
            return true;
          }
        }
        case Namespaces.CLIENT ->
            kept |= child.name().equals("body") || child.name().equals("subject");
        default -> {
          Set<String> names = CONVERSATION.get(child.namespace());
          kept |= names != null && names.contains(child.name());
        }
      }
    }
    return kept && !refused;
  }
}
