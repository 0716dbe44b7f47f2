package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of XEP-0045 and their elements. */
final class Muc {
  static final String NS = "http://jabber.org/protocol/muc";
  static final String USER = NS + "#user";
  static final String ADMIN = NS + "#admin";
  static final String OWNER = NS + "#owner";
  static final String STABLE_ID = NS + "#stable_id";
  static final String OPTIMIZED_SELF_PING = NS + "#self-ping-optimization";
  static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";
  static final String STANZA_ID = "urn:xmpp:sid:0";
  static final String DELAY = "urn:xmpp:delay";

  /** Status codes (§15.6.2). */
  static final int NON_ANONYMOUS = 100;

  static final int CHANGED_OUTSIDE = 101;
  static final int SELF = 110;
  static final int LOGGED = 170;
  static final int CREATED = 201;
  static final int NICK_ASSIGNED = 210;
  static final int BANNED = 301;
  static final int NEW_NICK = 303;
  static final int KICKED = 307;
  static final int AFFILIATION_LOST = 321;
  static final int MEMBERS_ONLY = 322;
  static final int SHUTDOWN = 332;
  static final int TECHNICAL = 333;

  private Muc() {}

  /**
   * What the room says of an occupant (§15.2).
   *
   * @param jid real and full; null if it is not to be seen
   * @param nick the new one; null unless it changes
   * @param actor nickname of who did it; null if nobody is named
   * @param reason given by that person; null for none
   */
  record Item(
      Affiliation affiliation,
      Role role,
      @Nullable Jid jid,
      @Nullable String nick,
      @Nullable String actor,
      @Nullable String reason) {
    Element toElement() {
      Element.Builder item =
          Element.builder(USER, "item")
              .attribute("affiliation", affiliation.wireName())
              .attribute("role", role.wireName())
              .attribute("jid", jid == null ? null : jid.toString())
              .attribute("nick", nick);
      if (actor != null) {
        item.child(Element.builder(USER, "actor").attribute("nick", actor).build());
      }
      if (reason != null) {
        item.child(Element.builder(USER, "reason").text(reason).build());
      }
      return item.build();
    }
  }

  /** The element that goes with an occupant's presence. */
  static Element user(Item item, List<Integer> codes) {
    Element.Builder x = Element.builder(USER, "x").child(item.toElement());
    for (int code : codes) {
      x.child(Element.builder(USER, "status").attribute("code", String.valueOf(code)).build());
    }
    return x.build();
  }

  /**
   * What a client says, as the room passes it on: without what only the room may add (XEP-0421
   * §3.1, XEP-0359 §5), and where addresses are hidden without marks by which the client's own
   * server names the account (XEP-0359 §3, XEP-0203 §2).
   *
   * @param person the bare JID of the one who says it
   * @return a list of its own, to be added to
   */
  static List<Element> passed(Room room, Jid person, List<Element> children) {
    List<Element> passed = new ArrayList<>(children.size() + 2);
    for (Element child : children) {
      if (!isOfRoom(child, room.jid())
          && (room.config().isNonAnonymous() || !isBy(child, person))) {
        passed.add(child);
      }
    }
    return passed;
  }

  /** True for a child that only the room may add. */
  private static boolean isOfRoom(Element child, Jid room) {
    return switch (child.namespace()) {
      case NS, ADMIN, OWNER, OCCUPANT_ID, "urn:xmpp:hats:0" -> true;
      case USER -> child.name().equals("x");
      default -> isBy(child, room);
    };
  }

  /** True for an id or a stamp in the name of a bare JID, or of one of its resources. */
  private static boolean isBy(Element child, Jid jid) {
    String by =
        switch (child.namespace()) {
          case STANZA_ID -> child.attribute("by");
          case DELAY -> child.attribute("from");
          default -> null;
        };
    if (by == null) {
      return false;
    }
    String bare = jid.toString();
    return by.regionMatches(true, 0, bare, 0, bare.length())
        && (by.length() == bare.length() || by.charAt(bare.length()) == '/');
  }

  /**
   * What is passed on of an occupant's error: nothing by which that one, or their server, would be
   * named.
   */
  static StanzaError anonymous(StanzaError error) {
    return StanzaError.of(error.type(), error.condition());
  }

  /** The error of a room (§7.2), which names itself. */
  static StanzaError error(Jid room, StanzaError.Type type, StanzaError.Condition condition) {
    return new StanzaError(type, condition, null, null, null, room);
  }
}
