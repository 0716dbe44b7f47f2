package dev.parley.modules.muc;

import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.AffiliationPrivilege;
import dev.parley.modules.muc.rules.AffiliationRules;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoleRules;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes roles and affiliations as moderators, admins and owners ask: all of a request or nothing
 * (XEP-0045 §8, §9, §10.3 to §10.8).
 */
final class AdminRequests {
  private static final int MAX_ITEMS = 100;

  private final Workshop workshop;
  private final Affiliations affiliations;
  private final AdminLists lists;

  AdminRequests(Workshop workshop, Affiliations affiliations) {
    this.workshop = workshop;
    this.affiliations = affiliations;
    this.lists = new AdminLists();
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element query = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (query == null || !query.is(Muc.ADMIN, "query")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    if (iq.type() == Iq.Type.GET) {
      return Future.succeededFuture(iq.result(lists.list(room, query, asker)));
    }
    return change(room, query, asker)
        .map(outcome -> {
          outcome.tell(() -> workshop.speaker().send(iq.result()));
          return null;
        });
  }

  private Future<Outcome> change(Room room, Element query, Jid asker) {
    List<Element> items =
        query.elements().stream().filter(child -> child.is(Muc.ADMIN, "item")).toList();
    if (items.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    if (items.size() > MAX_ITEMS) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "at most " + MAX_ITEMS + " changes at a time");
    }
    boolean roles = items.stream().allMatch(item -> item.attribute("role") != null);
    boolean standings = items.stream().allMatch(item -> item.attribute("affiliation") != null);
    if (roles == standings) {
      throw new StanzaException(Condition.BAD_REQUEST, "each item has a role or an affiliation");
    }
    return roles
        ? Future.succeededFuture(changeRoles(room, items, asker))
        : changeAffiliations(room, items, asker);
  }

  /** A role that somebody is to get. */
  private record Promotion(Occupant occupant, Role role, @Nullable String reason) {}

  private Outcome changeRoles(Room room, List<Element> items, Jid asker) {
    Occupant actor = room.occupantOf(asker);
    if (actor == null) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    List<Promotion> promotions = new ArrayList<>(items.size());
    for (Element item : items) {
      Promotion promotion = promotion(room, item);
      Condition refusal =
          RoleRules.refusal(
              standing(room, actor), standing(room, promotion.occupant()), promotion.role());
      if (refusal != null) {
        throw new StanzaException(refusal);
      }
      promotions.add(promotion);
    }
    Outcome outcome = new Outcome();
    for (Promotion promotion : promotions) {
      News news = promotion.role() == Role.NONE ? News.gone(Muc.KICKED) : News.HERE;
      affiliations.role(
          room,
          promotion.occupant(),
          promotion.role(),
          news.by(actor.nick(), promotion.reason()),
          outcome);
    }
    return outcome;
  }

  private static RoleRules.Standing standing(Room room, Occupant occupant) {
    return new RoleRules.Standing(room.affiliation(occupant.bare()), occupant.role());
  }

  private static Promotion promotion(Room room, Element item) {
    Role role = named(item, "role", Role::named);
    String nick = item.attribute("nick");
    if (nick == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "roles are given by nickname");
    }
    Occupant occupant = room.occupant(nick);
    if (occupant == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    return new Promotion(occupant, role, Invitation.reason(item));
  }

  private static <T> T named(
      Element item, String attribute, Function<String, java.util.Optional<T>> names) {
    Supplier<StanzaException> unknown =
        () -> new StanzaException(Condition.BAD_REQUEST, "no such " + attribute);
    String name = item.attribute(attribute);
    return names.apply(name == null ? "" : name).orElseThrow(unknown);
  }

  private Future<Outcome> changeAffiliations(Room room, List<Element> items, Jid asker) {
    // Before nicknames are looked at: who has no rights learns nothing of who is there.
    if (!AffiliationPrivilege.EDIT_MEMBER_LIST.isOf(room.affiliation(asker))) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    Map<Jid, Standing> changes = new LinkedHashMap<>();
    for (Element item : items) {
      Jid person = person(room, item);
      Affiliation wanted = named(item, "affiliation", Affiliation::named);
      changes.put(
          person, Standing.wanted(wanted, nick(room, person, item), Invitation.reason(item)));
    }
    check(room, asker, changes);
    return affiliations.change(room, Deed.of(room, asker, changes, null));
  }

  /** By address, or by the nickname of somebody there (§9.1). */
  private static Jid person(Room room, Element item) {
    String jid = item.attribute("jid");
    String nick = item.attribute("nick");
    if (jid != null) {
      try {
        return Jid.parse(jid).bare();
      } catch (JidFormatException wrong) {
        throw new StanzaException(Condition.JID_MALFORMED);
      }
    }
    Occupant occupant = nick == null ? null : room.occupant(nick);
    if (nick == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "affiliations are given by address");
    }
    if (occupant == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    return occupant.bare();
  }

  /** With an address a nickname is one to be reserved, and an empty one none (§9.5). */
  private static @Nullable String nick(Room room, Jid person, Element item) {
    Standing known = room.standings().get(person);
    String before = known == null ? null : known.nick();
    String nick = item.attribute("nick");
    if (nick == null || item.attribute("jid") == null) {
      return before;
    }
    return nick.isEmpty() ? null : Nicknames.reservable(room, person, nick);
  }

  /** Whether all of it may be; throws what is against it. */
  static void check(Room room, Jid asker, Map<Jid, Standing> changes) {
    Affiliation actor = room.affiliation(asker);
    for (Map.Entry<Jid, Standing> change : changes.entrySet()) {
      Jid person = change.getKey();
      Standing before = room.standings().get(person);
      Affiliation from = before == null ? Affiliation.NONE : before.affiliation();
      Affiliation to = change.getValue().affiliation();
      Condition refusal =
          AffiliationRules.refusal(
              new AffiliationRules.Change(
                  actor, from, to, person.equals(asker.bare()), isOwnerless(room, changes)));
      if (refusal != null) {
        throw new StanzaException(refusal);
      }
      boolean unfit = person.local() == null && to.isAtLeast(Affiliation.ADMIN);
      if (unfit) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "a domain cannot administer a room");
      }
    }
  }

  /** True if nobody would own the room any more (§10.4). */
  static boolean isOwnerless(Room room, Map<Jid, Standing> changes) {
    boolean made =
        changes.values().stream().anyMatch(after -> after.affiliation() == Affiliation.OWNER);
    return !made
        && room.standings().entrySet().stream()
            .noneMatch(one ->
                one.getValue().affiliation() == Affiliation.OWNER
                    && !changes.containsKey(one.getKey()));
  }
}
