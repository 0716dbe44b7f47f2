package dev.parley.modules.push;

import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What wakes a phone: messages that people want to see at once, and calls. */
final class WakeRules {
  private static final String CALLS = "urn:xmpp:jingle-message:0";
  private static final String HINTS = "urn:xmpp:hints";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String REFERENCE = "urn:xmpp:reference:0";
  private static final String MENTIONS = "urn:xmpp:mentions:0";

  /** About messages that are there already: a body beside one is for old clients only. */
  private static final Set<String> REMARKS =
      Set.of("urn:xmpp:message-retract:1", "urn:xmpp:reactions:0", "urn:xmpp:fasten:0");

  private WakeRules() {}

  /** How much a message matters. */
  enum Weight {
    /** It can wait. */
    NONE,
    /** Somebody has written. */
    MESSAGE,
    /** Somebody calls, and will not wait long (XEP-0353 §3.1). */
    CALL
  }

  /** What a device is doing. */
  enum State {
    /** It has no session. */
    AWAY,
    /** Its session waits for it to come back (XEP-0198 §5). */
    HIBERNATING,
    /** It has said that nobody looks at it (XEP-0352). */
    INACTIVE,
    /** It is looked at. */
    ACTIVE
  }

  /** True if a message of that weight is announced to a device. */
  static boolean wakes(Weight weight, State state) {
    return weight != Weight.NONE && state != State.ACTIVE;
  }

  /**
   * Weighs a message.
   *
   * @param account the recipient, bare
   * @param setting the user's wish for this chat (XEP-0492); null if there is none: then all of a
   *     person's messages count, and of a room those that mention the user
   */
  static Weight weigh(Message message, Jid account, @Nullable Setting setting) {
    Jid from = message.from();
    boolean conversation =
        switch (message.type()) {
          case CHAT, NORMAL, GROUPCHAT -> true;
          case HEADLINE, ERROR -> false;
        };
    if (!conversation || from == null || from.bare().equals(account)) {
      return Weight.NONE;
    }
    if (setting == Setting.NEVER || isFleeting(message)) {
      return Weight.NONE;
    }
    boolean room = message.type() == Message.Type.GROUPCHAT;
    if (!room && message.child(CALLS, "propose") != null) {
      return Weight.CALL;
    }
    boolean onlyMentions = setting == null ? room : setting == Setting.ON_MENTION;
    return hasContent(message) && (!onlyMentions || isMentioned(message, account))
        ? Weight.MESSAGE
        : Weight.NONE;
  }

  /** Not to be stored (XEP-0334 §4.2), or history of a room (XEP-0045 §7.2.14). */
  private static boolean isFleeting(Message message) {
    return message.child(HINTS, "no-store") != null
        || (message.type() == Message.Type.GROUPCHAT
            && message.child("urn:xmpp:delay", "delay") != null);
  }

  private static boolean hasContent(Message message) {
    boolean content = false;
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (REMARKS.contains(child.namespace())) {
        return false;
      }
      content |= isContent(child);
    }
    return content;
  }

  /** A text, something encrypted, or an invitation to a room. */
  private static boolean isContent(Element child) {
    return switch (child.namespace()) {
      case Namespaces.CLIENT -> child.name().equals("body") && !child.text().isBlank();
      // Without payload it is about keys only (XEP-0384 §5.6).
      case "eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2" ->
          child.child(child.namespace(), "payload") != null;
      case "urn:xmpp:openpgp:0", "jabber:x:encrypted", "jabber:x:conference" -> true;
      case MUC_USER -> child.child(MUC_USER, "invite") != null;
      default -> false;
    };
  }

  /**
   * By a mention (XEP-0513), in which a room has put the address of whom it means, by a reference
   * (XEP-0372 §3.2), or by the name that stands before the @.
   */
  private static boolean isMentioned(Message message, Jid account) {
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (child.is(MENTIONS, "mention") && isMeant(child, account)) {
        return child.child(MENTIONS, "noping") == null && child.child(MENTIONS, "active") == null;
      }
      if (child.is(REFERENCE, "reference")
          && "mention".equals(child.attribute("type"))
          && ("xmpp:" + account).equals(child.attribute("uri"))) {
        return true;
      }
    }
    String body = message.body();
    return body != null && account.local() != null && hasWord(body, account.local());
  }

  /** Everybody, or this one. */
  private static boolean isMeant(Element mention, Jid account) {
    String group = mention.attribute("mentions");
    return group == null
        ? account.toString().equals(mention.attribute("jid"))
        : group.equals(MENTIONS + "#channel") && mention.attribute("uri") == null;
  }

  private static boolean hasWord(String body, String name) {
    String text = body.toLowerCase(Locale.ROOT);
    int at = text.indexOf(name);
    while (at >= 0) {
      int end = at + name.length();
      boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (starts && ends) {
        return true;
      }
      at = text.indexOf(name, at + 1);
    }
    return false;
  }
}
