package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What occupants are told of each other (XEP-0045 §7.2.2 to §7.2.4, §7.7). */
final class Presences {
  private final Speaker speaker;

  Presences(Speaker speaker) {
    this.speaker = speaker;
  }

  /** Of all who are there but one, for that one (§7.2.2). */
  List<Stanza> of(Room room, Occupant viewer) {
    boolean real = room.sees(viewer);
    List<Stanza> all = new ArrayList<>(room.occupants().size() + 2);
    for (Occupant occupant : room.occupants()) {
      if (occupant != viewer && room.config().shows(occupant.role())) {
        all.add(of(room, occupant, real));
      }
    }
    return all;
  }

  /** Of an occupant for others; made once for all of them. */
  private static Presence of(Room room, Occupant occupant, boolean real) {
    Presence known = occupant.made(real);
    if (known != null) {
      return known;
    }
    Presence made = made(room, occupant, occupant.shown().presence(), real, News.HERE, List.of());
    occupant.made(real, made);
    return made;
  }

  /** Tells others how an occupant is, and the occupant's own sessions too. */
  void tell(Room room, Occupant occupant, News news) {
    tell(room, occupant, news, null);
  }

  /**
   * The same.
   *
   * @param asked the session whose presence it answers, with its id; null for none
   */
  void tell(Room room, Occupant occupant, News news, @Nullable Seat asked) {
    Presence sent = occupant.shown().presence();
    tellOthers(room, occupant, sent, news);
    Presence own = own(room, occupant, sent, news);
    for (Seat seat : occupant.seats()) {
      speaker.say(List.of(seat.full()), seat == asked ? own.withId(sent.id()) : own);
    }
  }

  /**
   * Tells others how an occupant is. Those in roles that are not shown nobody hears of; but whoever
   * was shown until now is seen to go.
   *
   * @param sent what the occupant's client sent
   */
  void tellOthers(Room room, Occupant occupant, Presence sent, News news) {
    boolean shown = room.config().shows(occupant.role());
    if (shown) {
      occupant.known(news.available() || news.nick() != null);
      tellAll(room, occupant, sent, news);
    } else if (occupant.isKnown()) {
      occupant.known(false);
      boolean gone = !news.available() && news.nick() == null;
      tellAll(room, occupant, sent, gone ? news : News.GONE.as(news.step()));
    }
  }

  /** After a change of the roles that are shown: who is to be seen appears, who is not vanishes. */
  void showOrHide(Room room, Occupant occupant) {
    if (room.config().shows(occupant.role()) != occupant.isKnown()) {
      tellOthers(room, occupant, occupant.shown().presence(), News.HERE);
    }
  }

  /** Shows somebody who may see addresses only now who all the others are (§7.2.4). */
  void introduce(Room room, Occupant viewer) {
    List<Stanza> all = of(room, viewer);
    viewer.addresses().forEach(session -> speaker.say(session, all));
  }

  private void tellAll(Room room, Occupant occupant, Presence sent, News news) {
    List<Jid> own = occupant.addresses();
    Audience knowing = room.knowing().without(own);
    if (!knowing.isEmpty()) {
      speaker.say(knowing, forOthers(room, occupant, sent, news, true));
    }
    Audience unknowing = room.unknowing().without(own);
    if (!unknowing.isEmpty()) {
      speaker.say(unknowing, forOthers(room, occupant, sent, news, false));
    }
  }

  private static Presence forOthers(
      Room room, Occupant occupant, Presence sent, News news, boolean real) {
    return news.isPlain()
        ? of(room, occupant, real)
        : made(room, occupant, sent, real, news, news.codes());
  }

  /** What a session is told of itself: with 110 (§7.2.2), and as yet without an id. */
  Presence own(Room room, Occupant occupant, Presence sent, News news) {
    List<Integer> codes = new ArrayList<>(news.ownCodes());
    codes.add(Muc.SELF);
    codes.addAll(news.codes());
    codes.sort(null);
    return made(room, occupant, sent, room.sees(occupant), news, codes);
  }

  private static Presence made(
      Room room, Occupant occupant, Presence sent, boolean real, News news, List<Integer> codes) {
    boolean here = news.available() || news.nick() != null;
    Muc.Item item =
        new Muc.Item(
            room.affiliation(occupant.bare()),
            here ? occupant.role() : Role.NONE,
            real && !occupant.seats().isEmpty() ? occupant.shown().full() : null,
            news.nick(),
            news.actor(),
            news.reason());
    boolean same = news.available() == (sent.type() == Presence.Type.AVAILABLE);
    List<Element> children = Muc.passed(room, occupant.bare(), same ? sent.children() : List.of());
    Element x = Muc.user(item, codes);
    children.add(real && news.step() != null ? x.withChild(news.step()) : x);
    children.add(occupant.id());
    Element hats =
        room.config().is(RoomField.ENABLEHATS) ? room.config().hats().worn(occupant.bare()) : null;
    if (hats != null) {
      children.add(hats);
    }
    Presence.Type type = news.available() ? Presence.Type.AVAILABLE : Presence.Type.UNAVAILABLE;
    return Presence.of(type, null, children).withFrom(occupant.jid()).withLang(sent.lang());
  }
}
