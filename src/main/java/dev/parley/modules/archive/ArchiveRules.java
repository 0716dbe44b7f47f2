package dev.parley.modules.archive;

import dev.parley.core.archive.Retract;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which messages belong into the archive of an account (XEP-0313 §6.1.1, XEP-0334 §4). */
final class ArchiveRules {
  private static final String HINTS = "urn:xmpp:hints";

  /** Any element of a namespace. */
  private static final Set<String> ANY = Set.of();

  /**
   * What is part of a conversation though it need not have a body, by namespace. What only shows
   * that somebody is there, such as chat states, is not.
   */
  private static final Map<String, Set<String>> CONVERSATION =
      Map.ofEntries(
          Map.entry("urn:xmpp:receipts", Set.of("received")),
          Map.entry("urn:xmpp:chat-markers:0", Set.of("received", "displayed", "acknowledged")),
          Map.entry("urn:xmpp:reactions:0", Set.of("reactions")),
          Map.entry("urn:xmpp:fasten:0", Set.of("apply-to")),
          Map.entry("eu.siacs.conversations.axolotl", Set.of("encrypted")),
          Map.entry("urn:xmpp:omemo:2", Set.of("encrypted")),
          Map.entry("urn:xmpp:openpgp:0", Set.of("openpgp")),
          Map.entry("jabber:x:encrypted", Set.of("x")),
          Map.entry("jabber:x:conference", Set.of("x")),
          Map.entry("urn:xmpp:jingle-message:0", ANY),
          Map.entry("urn:xmpp:call-invites:0", ANY));

  private ArchiveRules() {}

  /** True if the message is to be kept, as far as its sender and its kind are concerned. */
  static boolean isKept(Message message) {
    if (message.type() != Message.Type.CHAT && message.type() != Message.Type.NORMAL) {
      return false;
    }
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
        case Retract.NS -> {
          if (child.name().equals(Retract.NAME)) {
            // Must be stored, whatever else is in it (XEP-0424 §5).
            return true;
          }
        }
        default -> kept |= isConversation(child);
      }
    }
    return kept && !refused;
  }

  private static boolean isConversation(Element child) {
    if (child.is(Namespaces.CLIENT, "body")) {
      return true;
    }
    if (child.is("http://jabber.org/protocol/muc#user", "x")) {
      return child.child("http://jabber.org/protocol/muc#user", "invite") != null;
    }
    Set<String> names = CONVERSATION.get(child.namespace());
    return names != null && (names.isEmpty() || names.contains(child.name()));
  }
}
