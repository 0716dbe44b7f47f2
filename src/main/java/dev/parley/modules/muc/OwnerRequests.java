package dev.parley.modules.muc;

import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.AffiliationPrivilege;
import dev.parley.modules.muc.rules.ConfigForm;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets owners configure a room and take it away (XEP-0045 §10.1, §10.2, §10.9). */
final class OwnerRequests {
  private final Workshop workshop;
  private final Houses houses;
  private final Affiliations affiliations;
  private final Destruction destruction;

  OwnerRequests(
      Workshop workshop, Houses houses, Affiliations affiliations, Destruction destruction) {
    this.workshop = workshop;
    this.houses = houses;
    this.affiliations = affiliations;
    this.destruction = destruction;
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element query = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (!AffiliationPrivilege.CONFIGURE.isOf(room.affiliation(asker))) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    if (query == null || !query.is(Muc.OWNER, "query")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    if (iq.type() == Iq.Type.GET) {
      return Future.succeededFuture(iq.result(form(room)));
    }
    Element destroy = query.child(Muc.OWNER, "destroy");
    if (destroy != null && !AffiliationPrivilege.DESTROY.isOf(room.affiliation(asker))) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    Future<Outcome> done =
        destroy != null ? destruction.destroy(room, destroy) : configure(room, query, asker);
    return done.map(outcome -> {
      outcome.tell(() -> workshop.speaker().send(iq.result()));
      return null;
    });
  }

  private static Element form(Room room) {
    return Element.builder(Muc.OWNER, "query")
        .child(
            ConfigForm.toElement(
                room.jid(),
                room.config(),
                having(room, Affiliation.ADMIN),
                having(room, Affiliation.OWNER)))
        .build();
  }

  private static List<Jid> having(Room room, Affiliation affiliation) {
    return room.standings().entrySet().stream()
        .filter(one -> one.getValue().affiliation() == affiliation)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Future<Outcome> configure(Room room, Element query, Jid asker) {
    Element x = query.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    if (form == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return switch (form.type()) {
      case CANCEL -> cancel(room);
      case SUBMIT -> apply(room, ConfigForm.read(room.config(), form), asker);
      case FORM, RESULT -> throw new StanzaException(Condition.BAD_REQUEST);
    };
  }

  /** Nothing changes; a room that its creator does not want to configure goes (§10.1.3). */
  private Future<Outcome> cancel(Room room) {
    return room.isLocked()
        ? destruction.destroy(room, Element.of(Muc.OWNER, "destroy"))
        : Future.succeededFuture(new Outcome());
  }

  /** Changes what an owner wants; for those who may already. */
  Future<Outcome> apply(Room room, ConfigForm.Submitted wanted, Jid asker) {
    RoomConfig before = room.config();
    boolean opened = room.isLocked();
    Map<Jid, Standing> changes = changes(room, wanted);
    if (!changes.isEmpty()) {
      AdminRequests.check(room, asker, changes);
    }
    Future<Outcome> stored =
        changes.isEmpty()
            ? houses.configure(room, wanted.config()).map(done -> new Outcome())
            : affiliations.change(room, Deed.of(room, asker, changes, wanted.config()));
    return stored.onSuccess(outcome -> {
      if (!opened) {
        strangersLeave(room, before, outcome);
        allSpeak(room, before, outcome);
        affiliations.reveal(room, before, outcome);
        announce(room, before, outcome);
        if (room.isEmpty()) {
          outcome.then(() -> houses.emptied(room));
        }
      }
    });
  }

  /** The lists of the form are whole: who is missing is it no more (§10.2). */
  private static Map<Jid, Standing> changes(Room room, ConfigForm.Submitted wanted) {
    Map<Jid, Standing> changes = new LinkedHashMap<>();
    retire(room, Affiliation.ADMIN, wanted.admins(), changes);
    retire(room, Affiliation.OWNER, wanted.owners(), changes);
    appoint(room, Affiliation.ADMIN, wanted.admins(), changes);
    appoint(room, Affiliation.OWNER, wanted.owners(), changes);
    changes
        .entrySet()
        .removeIf(change ->
            change.getValue().affiliation()
                == room.standings().getOrDefault(change.getKey(), Standing.NONE).affiliation());
    return changes;
  }

  /** Who has administered a room stays a member of one that is for members only. */
  private static void retire(
      Room room, Affiliation list, @Nullable Set<Jid> wanted, Map<Jid, Standing> changes) {
    if (wanted == null) {
      return;
    }
    Affiliation then = list == Affiliation.OWNER ? Affiliation.ADMIN : Affiliation.MEMBER;
    for (Jid person : having(room, list)) {
      if (!wanted.contains(person)) {
        put(room, person, then, changes);
      }
    }
  }

  private static void appoint(
      Room room, Affiliation list, @Nullable Set<Jid> wanted, Map<Jid, Standing> changes) {
    if (wanted != null) {
      wanted.forEach(person -> put(room, person, list, changes));
    }
  }

  private static void put(
      Room room, Jid person, Affiliation affiliation, Map<Jid, Standing> changes) {
    Standing known = room.standings().getOrDefault(person, Standing.NONE);
    changes.put(person, Standing.wanted(affiliation, known.nick(), null));
  }

  /** A room that is for members only now is left by all others (§10.2). */
  private void strangersLeave(Room room, RoomConfig before, Outcome outcome) {
    if (!room.config().isMembersOnly() || before.isMembersOnly()) {
      return;
    }
    for (Occupant occupant : room.occupants()) {
      if (room.affiliation(occupant.bare()) == Affiliation.NONE) {
        affiliations.expel(room, occupant, News.gone(Muc.MEMBERS_ONLY), outcome);
      }
    }
  }

  /** In a room that is not moderated any more nobody is without voice (§4.2). */
  private void allSpeak(Room room, RoomConfig before, Outcome outcome) {
    if (room.config().isModerated() || !before.isModerated()) {
      return;
    }
    for (Occupant occupant : room.occupants()) {
      if (occupant.role() == Role.VISITOR) {
        affiliations.role(room, occupant, Role.PARTICIPANT, News.HERE, outcome);
      }
    }
  }

  /** §10.2.1 */
  void announce(Room room, RoomConfig before, Outcome outcome) {
    List<Integer> codes = ConfigForm.announced(before, room.config());
    if (codes.isEmpty()) {
      return;
    }
    Element.Builder x = Element.builder(Muc.USER, "x");
    for (int code : codes) {
      x.child(Element.builder(Muc.USER, "status").attribute("code", String.valueOf(code)).build());
    }
    Message news =
        Message.of(Message.Type.GROUPCHAT, null, List.of(x.build()))
            .withFrom(room.jid())
            .withId(UUID.randomUUID().toString());
    outcome.then(() -> workshop.speaker().say(room.everybody(), news));
  }
}
