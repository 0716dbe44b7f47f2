package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;

/** Which nicknames people may reserve (XEP-0045 §7.10, §15.1.2). */
final class Nicknames {
  private static final int BRAILLE_BLANK = 0x2800;

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

  /** False for one of which nothing is to be seen (§17.1). */
  static boolean isVisible(String nick) {
    return nick.codePoints().anyMatch(c -> !Character.isSpaceChar(c) && c != BRAILLE_BLANK);
  }

  private static String prepared(Room room, String wanted) {
    try {
      String nick = room.jid().withResource(wanted).resource();
      if (nick == null || !isVisible(nick)) {
        throw new StanzaException(Condition.JID_MALFORMED);
      }
      return nick;
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED);
    }
  }
}
