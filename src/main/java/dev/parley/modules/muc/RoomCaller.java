package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.jid.Jid;

/**
 * Somebody who runs a command of a room (XEP-0050).
 *
 * @param asker a full JID, or what a remote server says
 */
record RoomCaller(Room room, Jid asker) {
  /** True if they have at least this affiliation with a room that is open. */
  boolean isAtLeast(Affiliation affiliation) {
    return room.exists() && !room.isLocked() && room.affiliation(asker).isAtLeast(affiliation);
  }
}
