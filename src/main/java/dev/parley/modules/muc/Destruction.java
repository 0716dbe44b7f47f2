package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rooms away, and tells those who are there where to go (XEP-0045 §10.9). */
final class Destruction {
  private static final int MAX_TEXT = 1_000;

  private final Workshop workshop;
  private final Houses houses;

  Destruction(Workshop workshop, Houses houses) {
    this.workshop = workshop;
    this.houses = houses;
  }

  /**
   * Destroys a room.
   *
   * @param wish with the alternate venue, its password and the reason, if there are any
   */
  Future<Outcome> destroy(Room room, Element wish) {
    Element destroyed = destroyed(wish);
    List<Farewell> farewells = new ArrayList<>();
    for (Occupant occupant : room.occupants()) {
      Presence gone = gone(occupant, destroyed);
      occupant.seats().forEach(seat -> farewells.add(new Farewell(seat.full(), gone)));
    }
    return houses
        .destroy(room)
        .map(done -> {
          Outcome outcome = new Outcome();
          outcome.first(() ->
              farewells.forEach(one -> workshop.speaker().say(List.of(one.to()), one.presence())));
          return outcome;
        });
  }

  /** The wish of an administrator, who gives at most a reason. */
  static Element wish(String reason) {
    return Element.of(Muc.OWNER, "destroy")
        .withChild(Element.builder(Muc.OWNER, "reason").text(reason).build());
  }

  private record Farewell(Jid to, Presence presence) {}

  private static Presence gone(Occupant occupant, Element destroyed) {
    Muc.Item item = new Muc.Item(Affiliation.NONE, Role.NONE, null, null, null, null);
    Element x = Muc.user(item, List.of(Muc.SELF)).withChild(destroyed);
    return Presence.of(Presence.Type.UNAVAILABLE, null, List.of(x, occupant.id()))
        .withFrom(occupant.jid());
  }

  private static Element destroyed(Element wish) {
    Element.Builder destroyed =
        Element.builder(Muc.USER, "destroy").attribute("jid", venue(wish.attribute("jid")));
    for (String name : new String[] {"password", "reason"}) {
      Element child = wish.child(Muc.OWNER, name);
      if (child != null && child.text().length() > MAX_TEXT) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "the " + name + " is too long");
      }
      if (child != null && !child.text().isEmpty()) {
        destroyed.child(Element.builder(Muc.USER, name).text(child.text()).build());
      }
    }
    return destroyed.build();
  }

  private static @Nullable String venue(@Nullable String jid) {
    try {
      return jid == null || jid.isEmpty() ? null : Jid.parse(jid).toString();
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED);
    }
  }
}
