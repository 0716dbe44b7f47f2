package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.AffiliationRules;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoleRules;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
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
    if (isTooMuch(room.standings(), deed.changes())) {
      return Future.failedFuture(
          new StanzaException(Condition.RESOURCE_CONSTRAINT, "the room knows too many people"));
    }
    Map<Jid, Affiliation> known = new LinkedHashMap<>();
    deed.changes().keySet().forEach(jid -> known.put(jid, room.affiliation(jid)));
    Map<Occupant, Affiliation> before = new LinkedHashMap<>();
    for (Occupant occupant : room.occupants()) {
      before.put(occupant, room.affiliation(occupant.bare()));
    }
    return houses
        .affiliate(room, deed.config(), deed.changes())
        .map(done -> {
          Outcome outcome = new Outcome();
          before.forEach((occupant, was) -> occupant(room, deed, occupant, was, outcome));
          known.forEach((jid, was) -> absent(room, deed, jid, was, outcome));
          return outcome;
        });
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

  private void occupant(Room room, Deed deed, Occupant occupant, Affiliation was, Outcome outcome) {
    Affiliation is = room.affiliation(occupant.bare());
    if (is == was) {
      return;
    }
    RoomConfig config = room.config();
    Role role =
        RoleRules.afterAffiliation(
            new RoleRules.Standing(was, occupant.role()),
            is,
            config.isModerated(),
            config.isMembersOnly());
    String reason = reason(deed, occupant.bare());
    if (role == Role.NONE) {
      News news = News.gone(AffiliationRules.removalStatus(is)).by(deed.nick(), reason);
      expel(room, occupant, news, outcome);
    } else {
      outcome.then(() -> {
        room.role(occupant, role);
        presences.tell(room, occupant, News.HERE.by(deed.nick(), reason));
      });
    }
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
    outcome.first(() -> exits.dismiss(room, occupant, gone, news));
    outcome.then(() -> exits.depart(room, occupant, gone, news));
  }

  /** Gives an occupant another role, {@link Role#NONE} to kick (§8.2 to §8.4). */
  void role(Room room, Occupant occupant, Role role, News news, Outcome outcome) {
    if (role == Role.NONE) {
      expel(room, occupant, news, outcome);
    } else if (role != occupant.role()) {
      outcome.then(() -> {
        room.role(occupant, role);
        presences.tell(room, occupant, news);
      });
    }
  }

  /**
   * Those who may know addresses hear of those who are not there (§9.1, §10.3; XEP-0463 §5.2.2).
   */
  private void absent(Room room, Deed deed, Jid jid, Affiliation was, Outcome outcome) {
    Affiliation is = room.affiliation(jid);
    if (is == was || !room.occupantsOf(jid).isEmpty()) {
      return;
    }
    Muc.Item item = new Muc.Item(is, Role.NONE, jid, null, deed.nick(), reason(deed, jid));
    Message news =
        Message.of(Message.Type.NORMAL, null, List.of(Muc.user(item, List.of())))
            .withFrom(room.jid())
            .withId(UUID.randomUUID().toString());
    outcome.then(() -> workshop.speaker().say(room.knowing(), news));
    boolean invited =
        room.config().isMembersOnly()
            && was == Affiliation.NONE
            && is.isAtLeast(Affiliation.MEMBER)
            && jid.local() != null;
    if (invited) {
      Invitation invitation = new Invitation(jid, reason(deed, jid), null);
      outcome.then(() -> workshop.router().route(invitation.toMessage(room, deed.by()), null));
    }
  }
}
