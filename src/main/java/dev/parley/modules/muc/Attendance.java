package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Presence that is sent to a room (XEP-0045 §7.2, §7.6, §7.7, §7.14). */
final class Attendance {
  /** After which those are shown who have changed too often. */
  private static final long LATE_MILLIS = 2_000;

  private final Workshop workshop;
  private final Presences presences;
  private final Entry entry;
  private final Exits exits;

  /** Sessions that look different from what the others know, and their rooms. */
  private final Map<Seat, Room> late = new LinkedHashMap<>();

  Attendance(Workshop workshop, Presences presences, Entry entry, Exits exits) {
    this.workshop = workshop;
    this.presences = presences;
    this.entry = entry;
    this.exits = exits;
  }

  void accept(Room room, Presence presence, Jid from, Jid to) {
    switch (presence.type()) {
      case AVAILABLE -> available(room, presence, from, to);
      case UNAVAILABLE -> {
        Occupant occupant = room.occupantOf(from);
        Seat seat = occupant == null ? null : occupant.seat(from);
        if (occupant != null && seat != null) {
          exits.leave(room, occupant, seat, presence, News.GONE);
        }
      }
      case ERROR -> bounced(room, presence.error(), from);
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PROBE -> {
        // A room has no roster, and tells those who enter how all are.
      }
    }
  }

  private void available(Room room, Presence presence, Jid from, Jid wanted) {
    if (wanted.isBare() || !Nicknames.isVisible(nick(wanted))) {
      refuse(presence, StanzaError.Type.MODIFY, Condition.JID_MALFORMED);
      return;
    }
    Jid to = Nicknames.tidied(wanted);
    Occupant occupant = room.occupantOf(from);
    Seat seat = occupant == null ? null : occupant.seat(from);
    boolean enters = presence.child(Muc.NS, "x") != null;
    if (occupant == null || seat == null) {
      if (enters) {
        entry.enter(room, presence, from, to);
      } else {
        deny(room, from, wanted);
      }
    } else if (enters && (occupant.jid().equals(to) || Entry.lockedNick(room, from) != null)) {
      again(room, occupant, seat, presence);
    } else if (!occupant.jid().equals(to)) {
      rename(room, occupant, seat, presence, to);
    } else {
      update(room, occupant, seat, presence);
    }
  }

  /** A client that is refused takes itself for gone, and so it is. */
  private void again(Room room, Occupant occupant, Seat seat, Presence presence) {
    if (entry.isPaid(presence, seat.full())) {
      entry.again(room, occupant, seat, presence, false);
    } else {
      dismiss(room, occupant, seat);
    }
  }

  /**
   * §7.7; who changes too often is shown to the others a while later. There is no error for it: the
   * client's server would take that for the end of its presence in the room (RFC 6121 §4.6.4), and
   * the occupant would stay for ever.
   */
  private void update(Room room, Occupant occupant, Seat seat, Presence presence) {
    seat.presence(presence);
    occupant.show(seat);
    if (seat.changes().take(workshop.nanos().getAsLong())) {
      late.remove(seat);
      presences.tell(room, occupant, News.HERE, seat);
    } else {
      if (late.isEmpty()) {
        workshop.home().bus().vertx().setTimer(LATE_MILLIS, now -> showLate());
      }
      late.put(seat, room);
    }
  }

  private void showLate() {
    Map<Seat, Room> all = new LinkedHashMap<>(late);
    late.clear();
    all.forEach((seat, room) ->
        room.lane()
            .run(() -> {
              Occupant occupant = room.occupantOf(seat.full());
              if (occupant != null && occupant.shown() == seat) {
                presences.tell(room, occupant, News.HERE, seat);
              }
            }));
  }

  /** Not an entry: its client takes itself for an occupant (§7.2.17). */
  private void deny(Room room, Jid from, Jid to) {
    Muc.Item item =
        new Muc.Item(Affiliation.NONE, Role.NONE, null, null, null, "You are not in the room.");
    Element x = Muc.user(item, List.of(Muc.SELF, Muc.KICKED, Muc.TECHNICAL));
    workshop
        .speaker()
        .send(
            Presence.of(Presence.Type.UNAVAILABLE, from, List.of(x))
                .withFrom(room.jid().withResource(nick(to))));
  }

  /** §7.6; all sessions of the occupant go with it. One that enters so has lost track (§17.3). */
  private void rename(Room room, Occupant occupant, Seat seat, Presence presence, Jid to) {
    String nick = nick(to);
    boolean enters = presence.child(Muc.NS, "x") != null;
    if (Entry.lockedNick(room, seat.full()) != null) {
      refuse(presence, StanzaError.Type.CANCEL, Condition.NOT_ACCEPTABLE);
    } else if (Entry.isTaken(room, to, seat.full()) || room.occupant(nick) != null) {
      refuse(presence, StanzaError.Type.CANCEL, Condition.CONFLICT);
    } else if (isInBudget(seat, presence) && (!enters || entry.isPaid(presence, seat.full()))) {
      presences.tell(room, occupant, News.renamed(nick));
      room.rename(occupant, to);
      if (enters) {
        entry.again(room, occupant, seat, presence, true);
        return;
      }
      seat.presence(presence);
      occupant.show(seat);
      boolean tidied = !to.equals(presence.to());
      presences.tell(
          room, occupant, News.here(tidied ? List.of(Muc.NICK_ASSIGNED) : List.of()), seat);
    }
  }

  private boolean isInBudget(Seat seat, Presence presence) {
    boolean left = seat.changes().take(workshop.nanos().getAsLong());
    if (!left) {
      refuse(presence, StanzaError.Type.WAIT, Condition.RESOURCE_CONSTRAINT);
    }
    return left;
  }

  /** What the room has said came back: its occupant is gone (§18.1.2). */
  void bounced(Room room, @Nullable StanzaError error, Jid from) {
    Occupant occupant = room.occupantOf(from);
    Seat seat = occupant == null ? null : occupant.seat(from);
    if (occupant != null && seat != null && (error == null || isGone(error.condition()))) {
      dismiss(room, occupant, seat);
    }
  }

  private void dismiss(Room room, Occupant occupant, Seat seat) {
    Presence gone = Presence.of(Presence.Type.UNAVAILABLE, null);
    exits.leave(room, occupant, seat, gone, News.gone(Muc.TECHNICAL));
  }

  /** The errors that say so, and that which RFC 6121 §8.5.3.2.1 has for groupchat. */
  static boolean isGone(Condition condition) {
    return switch (condition) {
      case GONE,
          ITEM_NOT_FOUND,
          RECIPIENT_UNAVAILABLE,
          REDIRECT,
          REMOTE_SERVER_NOT_FOUND,
          REMOTE_SERVER_TIMEOUT,
          SERVICE_UNAVAILABLE,
          JID_MALFORMED ->
          true;
      default -> false;
    };
  }

  /**
   * Those of an answer to a private message that say so. A service that is not available can also
   * mean that its occupant does not want to hear of the other one (XEP-0191 §3.2).
   */
  static boolean isLost(Condition condition) {
    return condition != Condition.SERVICE_UNAVAILABLE && isGone(condition);
  }

  private static String nick(Jid to) {
    String nick = to.resource();
    if (nick == null) {
      throw new IllegalArgumentException("no nickname");
    }
    return nick;
  }

  private void refuse(Presence presence, StanzaError.Type type, Condition condition) {
    Jid to = presence.to();
    if (to != null) {
      boolean marked = presence.child(Muc.NS, "x") != null;
      Presence refused = marked ? presence : presence.withChildren(marked(presence.children()));
      workshop.speaker().refuse(refused, Muc.error(to.bare(), type, condition));
    }
  }

  /** Clients know an error as a room's by this, whatever it is for (§7.6, example 55). */
  private static List<Element> marked(List<Element> children) {
    List<Element> all = new ArrayList<>(children.size() + 1);
    all.add(Element.of(Muc.NS, "x"));
    all.addAll(children);
    return all;
  }
}
