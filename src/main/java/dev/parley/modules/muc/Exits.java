package dev.parley.modules.muc;

import dev.parley.protocol.stanza.Presence;
import java.util.List;

/** How occupants leave, of their own will or not (XEP-0045 §7.14, §8.2, §9.1, §18.1). */
final class Exits {
  private final Workshop workshop;
  private final Presences presences;
  private final Houses houses;

  Exits(Workshop workshop, Presences presences, Houses houses) {
    this.workshop = workshop;
    this.presences = presences;
    this.houses = houses;
  }

  /**
   * A session leaves; the occupant with it if it has no other.
   *
   * @param farewell unavailable presence with what its client has to say
   * @param news {@link News#GONE}, or why it has to go
   */
  void leave(Room room, Occupant occupant, Seat seat, Presence farewell, News news) {
    boolean last = occupant.seats().size() == 1;
    boolean shown = occupant.shown() == seat;
    Presence own = presences.own(room, occupant, farewell, news).withId(farewell.id());
    workshop.speaker().say(List.of(seat.full()), own);
    if (last) {
      presences.tellOthers(room, occupant, farewell, news);
      room.unseat(occupant, seat);
      houses.emptied(room);
      return;
    }
    room.unseat(occupant, seat);
    if (shown) {
      presences.tell(room, occupant, News.HERE);
    }
  }

  /** The service shuts down (§11.2). */
  static final News SHUTDOWN = News.gone(Muc.SHUTDOWN);

  /** Tells an occupant who has to go, with all sessions; what is told is stored already. */
  void dismiss(Room room, Occupant occupant, News news) {
    Presence gone = Presence.of(Presence.Type.UNAVAILABLE, null);
    for (Seat seat : List.copyOf(occupant.seats())) {
      workshop.speaker().say(List.of(seat.full()), presences.own(room, occupant, gone, news));
    }
  }

  /** An occupant who was dismissed is there no more, and the others hear of it. */
  void depart(Room room, Occupant occupant, Presence gone, News news) {
    presences.tellOthers(room, occupant, gone, news);
    for (Seat seat : List.copyOf(occupant.seats())) {
      room.unseat(occupant, seat);
    }
    houses.emptied(room);
  }
}
