package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;

/** What administrators of the server may want of a room (XEP-0045), whoever owns it. */
public sealed interface RoomTask {
  /** A room is to be there that stays when nobody is in it. */
  record Create(Jid owner) implements RoomTask {}

  /**
   * Somebody is to have an affiliation.
   *
   * @param person bare, or a domain
   * @param affiliation as on the wire
   * @param reason empty for none
   */
  record Affiliate(Jid person, String affiliation, String reason) implements RoomTask {}

  /**
   * A field of the configuration is to have another value.
   *
   * @param field as in the form for owners, with or without {@code muc#roomconfig_}
   * @param value several separated by commas or spaces, if there may be several; empty for none
   */
  record Configure(String field, String value) implements RoomTask {}

  /** Who is there. */
  record Occupants() implements RoomTask {}
}
