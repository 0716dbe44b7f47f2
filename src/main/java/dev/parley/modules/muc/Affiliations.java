package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.AffiliationRules;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoleRules;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives people other affiliations and roles, and tells the room what has come of it: who has
 * another role now, and who has to go (XEP-0045 §5.1.3, §8, §9, §10.3).
 */
final class Affiliations {
  /** People that a room remembers: those with affiliations, and those with nicknames. */
  static final int MOST = 10_000;

  /** Sessions in a room in which all may appear or vanish for all at once. */
  private static final int MOST_REVEALED = 200;

  private final Workshop workshop;
  private final Houses houses;
  private final Presences presences;
  private final Exits exits;

  Affiliations(Workshop workshop, Houses houses, Presences presences, Exits exits) {
    this.workshop = workshop;
    this.houses = houses;
    this.presences = presences;
    this.exits = exits;
  }

  /**
   * A change by somebody.
   *
   * @param by bare JID of the one who does it
   * @param nick of that one in the room; null if not there
   * @param changes by bare JID or domain, with any version; allowed already
   * @param config that goes with them; null to leave it
   */
  record Deed(
      Jid by, @Nullable String nick, Map<Jid, Standing> changes, @Nullable RoomConfig config) {
    /** What somebody does who may be in the room. */
    static Deed of(Room room, Jid actor, Map<Jid, Standing> changes, @Nullable RoomConfig config) {
      Occupant occupant = room.occupantOf(actor);
      return new Deed(actor.bare(), occupant == null ? null : occupant.nick(), changes, config);
    }
  }

  /**
   * Commits a change, and gives what is to be told of it; holds the lane of the room. Fails with
   * {@code resource-constraint} if the room would know too many people.
   */
  Future<Outcome> change(Room room, Deed deed) {
    return change(room, deed, true);
  }

  /**
   * The same.
   *
   * @param inviting false if those who become members are invited by somebody else
   */
  Future<Outcome> change(Room room, Deed deed, boolean inviting) {
    if (isTooMuch(room.standings(), deed.changes())) {
      return Future.failedFuture(
          new StanzaException(Condition.RESOURCE_CONSTRAINT, "the room knows too many people"));
    }
    Map<Jid, Affiliation> before = new LinkedHashMap<>();
    deed.changes().keySet().forEach(jid -> before.put(jid, room.affiliation(jid)));
    Map<Occupant, Affiliation> present = new LinkedHashMap<>();
    for (Occupant occupant : room.occupants()) {
      present.put(occupant, room.affiliation(occupant.bare()));
    }
    boolean followed = room.isFollowed();
    return houses
        .affiliate(room, config(room, deed), deed.changes())
        .map(versions -> {
          Outcome outcome = new Outcome();
          Act act = new Act(room, deed, inviting, outcome);
          // In the order of the versions, so that each step begins where the last one ended.
          before.forEach((jid, was) -> {
            Long version = followed ? versions.get(jid) : null;
            Element step =
                version == null ? null : RoomVersions.step(room.secret(), version - 1, version);
            person(act, new Change(jid, was, step), present);
          });
          // Those who are something else by their domain.
          present.forEach((occupant, was) -> occupant(act, occupant, was, null));
          return outcome;
        });
  }

  /** Hats go with the affiliation: who has none any more wears none (XEP-0317 §3.6). */
  private static @Nullable RoomConfig config(Room room, Deed deed) {
    RoomConfig wanted = deed.config();
    if (room.isLocked()) {
      return wanted;
    }
    RoomConfig before = wanted == null ? room.config() : wanted;
    RoomConfig after = before;
    for (Map.Entry<Jid, Standing> change : deed.changes().entrySet()) {
      if (!change.getValue().affiliation().isAtLeast(Affiliation.MEMBER)) {
        after = after.with(after.hats().bare(change.getKey()));
      }
    }
    return after.differences(before).isEmpty() ? wanted : after;
  }

  /** True if a room that knows so many does not take in those who are new among these. */
  static boolean isTooMuch(Map<Jid, ?> known, Map<Jid, Standing> changes) {
    long added =
        changes.entrySet().stream()
            .filter(change ->
                change.getValue().affiliation() != Affiliation.NONE
                    && !known.containsKey(change.getKey()))
            .count();
    return added > 0 && known.size() + added > MOST;
  }

  /** What is done where, and what is to be told of it. */
  private record Act(Room room, Deed deed, boolean inviting, Outcome outcome) {}

  /** Somebody's change, as a step of versions; null if nobody follows them. */
  private record Change(Jid person, Affiliation was, @Nullable Element step) {}

  private void person(Act act, Change change, Map<Occupant, Affiliation> present) {
    boolean told = false;
    boolean here = false;
    for (Occupant occupant : List.copyOf(present.keySet())) {
      if (occupant.bare().equals(change.person())) {
        here = true;
        Affiliation was = present.remove(occupant);
        told |= was != null && occupant(act, occupant, was, told ? null : change.step());
      }
    }
    if (!here || !told && change.step() != null) {
      absent(act, change);
    }
  }

  /** Tells of an occupant; false if others hear nothing of it. */
  private boolean occupant(Act act, Occupant occupant, Affiliation was, @Nullable Element step) {
    Room room = act.room();
    Deed deed = act.deed();
    Affiliation is = room.affiliation(occupant.bare());
    if (is == was) {
      return false;
    }
    RoomConfig config = room.config();
    Role role =
        RoleRules.afterAffiliation(
            new RoleRules.Standing(was, occupant.role()),
            is,
            config.isModerated(),
            config.isMembersOnly());
    boolean told = occupant.isKnown() || config.shows(role);
    String reason = reason(deed, occupant.bare());
    if (role == Role.NONE) {
      News news = News.gone(AffiliationRules.removalStatus(is)).by(deed.nick(), reason);
      expel(room, occupant, told ? news.as(step) : news, act.outcome());
    } else {
      News news = News.HERE.by(deed.nick(), reason).as(told ? step : null);
      act.outcome().then(() -> take(room, occupant, role, news));
    }
    return told;
  }

  private static @Nullable String reason(Deed deed, Jid person) {
    Standing own = deed.changes().get(person);
    Standing standing =
        own == null && person.local() != null ? deed.changes().get(person.domainJid()) : own;
    return standing == null ? null : standing.reason();
  }

  /** Somebody has to go: that one hears it first (§8.2). */
  void expel(Room room, Occupant occupant, News news, Outcome outcome) {
    Presence gone = Presence.of(Presence.Type.UNAVAILABLE, null);
    outcome.first(() -> exits.dismiss(room, occupant, news.as(null)));
    outcome.then(() -> exits.depart(room, occupant, gone, news));
  }

  /** Gives an occupant another role, {@link Role#NONE} to kick (§8.2 to §8.4). */
  void role(Room room, Occupant occupant, Role role, News news, Outcome outcome) {
    if (role == Role.NONE) {
      expel(room, occupant, news, outcome);
    } else if (role != occupant.role()) {
      outcome.then(() -> take(room, occupant, role, news));
    }
  }

  /** Who becomes a moderator sees who the others are before that (§7.2.4). */
  private void take(Room room, Occupant occupant, Role role, News news) {
    boolean saw = room.sees(occupant);
    room.role(occupant, role);
    if (!saw && room.sees(occupant)) {
      presences.introduce(room, occupant);
    }
    presences.tell(room, occupant, news);
  }

  /**
   * Those who may know addresses hear of those who are not there (§9.1, §10.3; XEP-0463 §5.2.2).
   */
  private void absent(Act act, Change change) {
    Room room = act.room();
    Deed deed = act.deed();
    Jid jid = change.person();
    Affiliation is = room.standings().getOrDefault(jid, Standing.NONE).affiliation();
    if (is == change.was() && change.step() == null) {
      return;
    }
    Muc.Item item = new Muc.Item(is, Role.NONE, jid, null, deed.nick(), reason(deed, jid));
    Element told = Muc.user(item, List.of());
    Element x = change.step() == null ? told : told.withChild(change.step());
    Message news =
        Message.of(Message.Type.NORMAL, null, List.of(x))
            .withFrom(room.jid())
            .withId(UUID.randomUUID().toString());
    act.outcome().then(() -> workshop.speaker().say(room.knowing(), news));
    if (jid.local() != null && !jid.equals(deed.by()) && room.occupantsOf(jid).isEmpty()) {
      courtesy(act, change, item);
    }
  }

  /**
   * Whoever becomes a member of a room for members only is invited (§9.3); who was something before
   * hears what of that is left (§18.1, code 101). Strangers hear nothing: nobody has the room write
   * to people who never wanted to do with it.
   */
  private void courtesy(Act act, Change change, Muc.Item item) {
    Room room = act.room();
    Jid jid = change.person();
    if (change.was().isAtLeast(Affiliation.MEMBER)) {
      Message notice =
          Message.of(
                  Message.Type.NORMAL, jid, List.of(Muc.user(item, List.of(Muc.CHANGED_OUTSIDE))))
              .withFrom(room.jid())
              .withId(UUID.randomUUID().toString());
      act.outcome().then(() -> workshop.speaker().send(notice));
    } else if (act.inviting()
        && room.config().isMembersOnly()
        && change.was() == Affiliation.NONE
        && item.affiliation().isAtLeast(Affiliation.MEMBER)) {
      Invitation invitation = new Invitation(jid, item.reason(), null);
      act.outcome()
          .then(() -> workshop.speaker().send(invitation.toMessage(room, act.deed().by())));
    }
  }

  /** After a change of the roles that are shown (§7.2.2); in large rooms it shows bit by bit. */
  void reveal(Room room, RoomConfig before, Outcome outcome) {
    boolean changed = room.config().changedFields(before).contains(RoomField.PRESENCEBROADCAST);
    if (changed && room.size() <= MOST_REVEALED) {
      outcome.then(
          () -> room.occupants().forEach(occupant -> presences.showOrHide(room, occupant)));
    }
  }
}
