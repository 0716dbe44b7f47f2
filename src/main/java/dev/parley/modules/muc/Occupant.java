package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody in a room, under one nickname, with one or more sessions (XEP-0045 §7.2.8). */
final class Occupant {
  private final Jid bare;
  private final Element id;
  private final List<Seat> seats = new ArrayList<>(1);
  private Jid jid;
  private Role role;
  private boolean known;
  private @Nullable Presence open;
  private @Nullable Presence hidden;

  /**
   * Somebody about to enter.
   *
   * @param bare the real address
   * @param jid the room's with the nickname
   * @param id by which others know this person (XEP-0421)
   */
  Occupant(Jid bare, Jid jid, Role role, Element id) {
    this.bare = bare;
    this.jid = jid;
    this.role = role;
    this.id = id;
  }

  /** The real bare JID. */
  Jid bare() {
    return bare;
  }

  /** The room's address with the nickname. */
  Jid jid() {
    return jid;
  }

  /** The nickname. */
  String nick() {
    String nick = jid.resource();
    if (nick == null) {
      throw new IllegalStateException("an occupant has no nickname");
    }
    return nick;
  }

  /** Takes another nickname. */
  void rename(Jid renamed) {
    jid = renamed;
    changed();
  }

  /** What it may do. */
  Role role() {
    return role;
  }

  void role(Role given) {
    role = given;
    changed();
  }

  /** The element of XEP-0421. */
  Element id() {
    return id;
  }

  /** Its sessions; that whose presence is shown comes last. */
  List<Seat> seats() {
    return seats;
  }

  /** The session whose presence is shown: the one that spoke up last. */
  Seat shown() {
    return seats.get(seats.size() - 1);
  }

  /** The session of that full JID; null if it is not one of its. */
  @Nullable Seat seat(Jid full) {
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).full().equals(full)) {
        return seats.get(i);
      }
    }
    return null;
  }

  /** Adds a session, or moves it where it is shown. */
  void show(Seat seat) {
    seats.remove(seat);
    seats.add(seat);
    changed();
  }

  void remove(Seat seat) {
    seats.remove(seat);
    changed();
  }

  /** The full JIDs of its sessions. */
  List<Jid> addresses() {
    return seats.stream().map(Seat::full).toList();
  }

  /** True if others know that it is there. */
  boolean isKnown() {
    return known;
  }

  void known(boolean shown) {
    known = shown;
  }

  /** What others see of it has changed. */
  void changed() {
    open = null;
    hidden = null;
  }

  /** The presence made for others before; null if it has to be made. */
  @Nullable Presence made(boolean real) {
    return real ? open : hidden;
  }

  void made(boolean real, Presence made) {
    if (real) {
      open = made;
    } else {
      hidden = made;
    }
  }
}
