package dev.parley.modules.muc;

import dev.parley.core.module.Failures;
import dev.parley.modules.muc.rules.Admission;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.HistoryRequest;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How people enter rooms, and make them (XEP-0045 §7.1, §7.2, §10.1). */
final class Entry {
  private static final int SEATS_PER_OCCUPANT = 20;

  private final Workshop workshop;
  private final Presences presences;
  private final Houses houses;
  private final Archives archives;
  private final Catchup catchup;
  private final Budgets entries;
  private final Budgets creations;

  Entry(Workshop workshop, Presences presences, Houses houses, Archives archives) {
    this.workshop = workshop;
    this.presences = presences;
    this.houses = houses;
    this.archives = archives;
    this.catchup = new Catchup(workshop.storage().rooms());
    this.entries =
        new Budgets(() -> {
          int count = workshop.settings().get().entriesPerMinute();
          return Budget.of(count, 1, TimeUnit.MINUTES, count, now());
        });
    this.creations =
        new Budgets(() -> {
          int count = workshop.settings().get().creationsPerHour();
          return Budget.of(count, 1, TimeUnit.HOURS, count, now());
        });
  }

  private long now() {
    return workshop.nanos().getAsLong();
  }

  /**
   * Takes in somebody who is not there yet.
   *
   * @param presence with the element of XEP-0045, to the room with a nickname
   */
  void enter(Room room, Presence presence, Jid from, Jid to) {
    if (isPaid(presence, from)) {
      if (room.exists()) {
        admit(room, presence, from, to, false);
      } else {
        create(room, presence, from, to);
      }
    }
  }

  /** True if somebody may enter once more by now; who may not is told so. */
  boolean isPaid(Presence presence, Jid from) {
    boolean left = entries.take(from.bare(), now());
    if (!left) {
      refuse(presence, StanzaError.Type.WAIT, Condition.RESOURCE_CONSTRAINT);
    }
    return left;
  }

  private void create(Room room, Presence presence, Jid from, Jid to) {
    boolean admin = workshop.admins().test(from.bare());
    boolean local = workshop.router().domains().isLocal(from.domain());
    MucSettings settings = workshop.settings().get();
    String name = Objects.requireNonNullElse(room.jid().local(), "");
    Optional<String> objection = admin ? Optional.empty() : settings.names().objection(name);
    if (!admin && !(local && settings.creation())) {
      refuse(presence, StanzaError.Type.CANCEL, Condition.NOT_ALLOWED);
    } else if (objection.isPresent()) {
      StanzaError error =
          Muc.error(room.jid(), StanzaError.Type.MODIFY, Condition.POLICY_VIOLATION);
      workshop.speaker().refuse(presence, error.withText(objection.get()));
    } else if (!admin && !creations.take(from.bare(), now())) {
      refuse(presence, StanzaError.Type.WAIT, Condition.RESOURCE_CONSTRAINT);
    } else {
      houses
          .create(room, from.bare())
          .onSuccess(created -> admit(room, presence, from, to, true))
          .onFailure(
              cause -> workshop.speaker().refuse(presence, Failures.toError(cause, presence)));
    }
  }

  private void admit(Room room, Presence presence, Jid from, Jid wanted, boolean created) {
    Jid to = place(room, from, wanted);
    String nick = to.resource();
    Occupant there = nick == null ? null : room.occupant(nick);
    boolean back = there != null && there.bare().equals(from.bare());
    Affiliation affiliation = room.affiliation(from);
    Optional<Admission.Refusal> refusal =
        new Admission(affiliation, password(presence), isTaken(room, to, from), back)
            .refusal(door(room));
    if (refusal.isPresent()) {
      refuse(presence, refusal.get().type(), refusal.get().condition());
      return;
    }
    if (there != null && there.seats().size() >= SEATS_PER_OCCUPANT) {
      refuse(presence, StanzaError.Type.WAIT, Condition.RESOURCE_CONSTRAINT);
      return;
    }
    Occupant occupant =
        there != null
            ? there
            : new Occupant(
                from.bare(),
                to,
                Role.initial(affiliation, room.config().isModerated()),
                OccupantIds.of(room.secret(), from.bare()));
    Seat seat = new Seat(from, withoutRequest(presence), messages(), changes());
    room.seat(occupant, seat);
    greet(room, occupant, seat, presence, codes(room, created, !to.equals(presence.to())));
    presences.tellOthers(room, occupant, seat.presence(), News.HERE);
    showToOwn(room, occupant, seat);
  }

  /** The person's other sessions see what others see (§7.2.8). */
  private void showToOwn(Room room, Occupant occupant, Seat entered) {
    for (Seat other : occupant.seats()) {
      if (other != entered) {
        workshop
            .speaker()
            .say(
                List.of(other.full()),
                presences.own(room, occupant, entered.presence(), News.HERE));
      }
    }
  }

  /**
   * Begins anew with a session that is there, and whose client has lost track (§7.2.1). The others
   * hear of it if it looks different now (§17.3).
   *
   * @param presence as for somebody who enters
   * @param renamed true if the others do not know the present nickname yet
   */
  void again(Room room, Occupant occupant, Seat seat, Presence presence, boolean renamed) {
    Presence before = occupant.shown().presence();
    boolean moved = occupant.shown() != seat || renamed;
    seat.presence(withoutRequest(presence));
    occupant.show(seat);
    boolean elsewhere = !occupant.jid().equals(presence.to());
    greet(room, occupant, seat, presence, codes(room, false, elsewhere));
    if (moved || !before.children().equals(seat.presence().children())) {
      presences.tellOthers(room, occupant, seat.presence(), News.HERE);
      showToOwn(room, occupant, seat);
    }
  }

  /**
   * Others first, then itself, then what was said, then the subject (§7.1); before all that, who
   * belongs to the room, for those who ask (XEP-0463 §5.2.1).
   */
  private void greet(
      Room room, Occupant occupant, Seat seat, Presence presence, List<Integer> codes) {
    Element wish = Catchup.wish(presence);
    seat.versioned(wish != null && Catchup.isOpenTo(room, seat.full()));
    Element step =
        seat.isVersioned() ? RoomVersions.step(room.secret(), null, room.version()) : null;
    List<Stanza> greeting = presences.of(room, occupant);
    News news = News.here(codes).as(step);
    greeting.add(presences.own(room, occupant, seat.presence(), news).withId(presence.id()));
    Element x = presence.child(Muc.NS, "x");
    HistoryRequest request =
        HistoryRequest.parse(
            x == null ? null : x.child(Muc.NS, "history"), workshop.clock().millis());
    Future<?> read =
        archives.isReady(room, request) ? Future.succeededFuture() : archives.read(room);
    Future<?> told =
        wish == null
            ? Future.succeededFuture()
            : catchup
                .answer(room, wish, presence, seat.full())
                .onSuccess(lists -> greeting.addAll(0, lists));
    // All together: clients may take themselves for there as soon as they see themselves.
    Runnable finish =
        () -> {
          greeting.addAll(archives.shown(room, request, occupant.role()));
          greeting.add(subject(room));
          workshop.speaker().say(seat.full(), greeting);
        };
    if (read.isComplete() && told.isComplete()) {
      finish.run();
    } else {
      room.lane().hold(Future.join(read, told).onComplete(done -> finish.run()));
    }
  }

  /** §7.2.15: there is always one, if it is empty. */
  private static Message subject(Room room) {
    Message set = room.subject();
    return set != null
        ? set
        : Message.of(
                Message.Type.GROUPCHAT, null, List.of(Element.of(Namespaces.CLIENT, "subject")))
            .withFrom(room.jid());
  }

  /** Where the room seats somebody: under the registered nickname, if it insists (§7.10). */
  private static Jid place(Room room, Jid from, Jid wanted) {
    String nick = lockedNick(room, from);
    return nick == null ? wanted : room.jid().withResource(nick);
  }

  /** The only nickname that somebody may have; null if it is free to choose. */
  static @Nullable String lockedNick(Room room, Jid person) {
    return room.config().is(RoomField.LOCKEDNICKS)
        ? room.standings().getOrDefault(person.bare(), Standing.NONE).nick()
        : null;
  }

  private static List<Integer> codes(Room room, boolean created, boolean renamed) {
    List<Integer> codes = new ArrayList<>(3);
    if (room.config().isNonAnonymous()) {
      codes.add(Muc.NON_ANONYMOUS);
    }
    if (room.config().is(RoomField.ENABLELOGGING)) {
      codes.add(Muc.LOGGED);
    }
    if (created) {
      codes.add(Muc.CREATED);
    }
    if (renamed) {
      codes.add(Muc.NICK_ASSIGNED);
    }
    return codes;
  }

  /** What a room has to consider who is to be let in. */
  private Admission.Door door(Room room) {
    int most = workshop.settings().get().occupants();
    int configured = room.config().maxUsers();
    return new Admission.Door(
        room.config(),
        room.isLocked(),
        room.size(),
        configured == 0 ? most : Math.min(most, configured));
  }

  /** True if a nickname is somebody else's (§7.2.8). */
  static boolean isTaken(Room room, Jid wanted, Jid by) {
    String nick = wanted.resource();
    Occupant there = nick == null ? null : room.occupant(nick);
    Jid owner = nick == null ? null : room.owner(nick);
    return there != null && !there.bare().equals(by.bare())
        || owner != null && !owner.equals(by.bare());
  }

  private static String password(Presence presence) {
    Element x = presence.child(Muc.NS, "x");
    Element password = x == null ? null : x.child(Muc.NS, "password");
    return password == null ? "" : password.text();
  }

  /** Nobody else is to see passwords. */
  static Presence withoutRequest(Presence presence) {
    List<Element> children = new ArrayList<>(presence.children());
    children.removeIf(child -> child.namespace().equals(Muc.NS));
    return presence.withChildren(children);
  }

  private Budget messages() {
    int count = workshop.settings().get().messagesPerSecond();
    return Budget.of(count, 1, TimeUnit.SECONDS, 5 * count, now());
  }

  private Budget changes() {
    int count = workshop.settings().get().changesPerMinute();
    return Budget.of(count, 1, TimeUnit.MINUTES, count, now());
  }

  private void refuse(Presence presence, StanzaError.Type type, Condition condition) {
    Jid to = presence.to();
    if (to != null) {
      workshop.speaker().refuse(presence, Muc.error(to.bare(), type, condition));
    }
  }
}
