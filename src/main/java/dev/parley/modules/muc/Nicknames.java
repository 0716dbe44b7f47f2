package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.regex.Pattern;

/** Which nicknames people may reserve (XEP-0045 §7.10, §15.1.2). */
final class Nicknames {
  private static final int BRAILLE_BLANK = 0x2800;
  private static final Pattern SPACES = Pattern.compile(" {2,}");

  private Nicknames() {}

  /**
   * A nickname as it is compared.
   *
   * @throws StanzaException {@code conflict} if it is somebody else's, by registration or because
   *     that one is there; {@code jid-malformed} if it cannot be one
   */
  static String reservable(Room room, Jid person, String wanted) {
    String nick = prepared(room, wanted);
    Jid owner = room.owner(nick);
    Occupant there = room.occupant(nick);
    boolean taken =
        owner != null && !owner.equals(person) || there != null && !there.bare().equals(person);
    if (taken) {
      throw new StanzaException(Condition.CONFLICT);
    }
    return nick;
  }

  /**
   * Where somebody is seated who wants that place: without spaces at the ends or more than one at a
   * time, by which nicknames differ that look alike (§13.6; RFC 8266 §2.1). The room says so (210).
   *
   * @param wanted full, with a nickname that is visible
   */
  static Jid tidied(Jid wanted) {
    String nick = String.valueOf(wanted.resource());
    String tidy = tidied(nick);
    return tidy.equals(nick) ? wanted : wanted.withResource(tidy);
  }

  private static String tidied(String nick) {
    return nick.indexOf(' ') < 0 ? nick : SPACES.matcher(nick.strip()).replaceAll(" ");
  }

  /** False for one of which nothing is to be seen (§17.1). */
  static boolean isVisible(String nick) {
    return nick.codePoints().anyMatch(c -> !Character.isSpaceChar(c) && c != BRAILLE_BLANK);
  }

  private static String prepared(Room room, String wanted) {
    try {
      String nick = room.jid().withResource(tidied(wanted)).resource();
      if (nick == null || !isVisible(nick)) {
        throw new StanzaException(Condition.JID_MALFORMED);
      }
      return nick;
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED);
    }
  }
}
