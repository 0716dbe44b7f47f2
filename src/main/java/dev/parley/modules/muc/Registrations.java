package dev.parley.modules.muc;

import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.RegistrationForm;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets people register with a room: they become members, and a nickname is theirs (§7.10). */
final class Registrations {
  private static final String NS = RegistrationForm.NS;

  private final Workshop workshop;
  private final Affiliations affiliations;

  Registrations(Workshop workshop, Affiliations affiliations) {
    this.workshop = workshop;
    this.affiliations = affiliations;
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element query = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (query == null || !query.is(NS, "query")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Standing standing = room.standings().getOrDefault(asker.bare(), Standing.NONE);
    if (iq.type() == Iq.Type.SET && query.child(NS, "remove") != null) {
      return change(room, iq, asker, without(standing));
    }
    check(room, asker);
    if (iq.type() == Iq.Type.GET) {
      String nick = standing.nick();
      return Future.succeededFuture(
          iq.result(nick == null ? RegistrationForm.toFillIn() : registered(nick)));
    }
    String nick = Nicknames.reservable(room, asker.bare(), RegistrationForm.nick(query));
    Affiliation affiliation =
        standing.affiliation() == Affiliation.NONE ? Affiliation.MEMBER : standing.affiliation();
    return change(room, iq, asker, Standing.wanted(affiliation, nick, standing.reason()));
  }

  /**
   * Nobody gets by asking what the room keeps from strangers: the way into a room for members only,
   * voice in a moderated one, and, without having come in, what is said behind a password.
   */
  private static void check(Room room, Jid asker) {
    Affiliation affiliation = room.affiliation(asker);
    if (affiliation == Affiliation.OUTCAST) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    RoomConfig config = room.config();
    boolean open =
        config.is(RoomField.ALLOWREGISTER)
            && !config.isMembersOnly()
            && !config.isModerated()
            && !room.isLocked()
            && (config.password().isEmpty() || room.occupantOf(asker) != null);
    if (affiliation == Affiliation.NONE && !open) {
      throw new StanzaException(Condition.NOT_ALLOWED);
    }
  }

  private static Element registered(String nick) {
    return Element.builder(NS, "query")
        .child(Element.of(NS, "registered"))
        .child(Element.builder(NS, "username").text(nick).build())
        .build();
  }

  /** Admins and owners stay what they are; the banned stay banned (XEP-0077 §3.2). */
  private static Standing without(Standing standing) {
    Affiliation affiliation =
        switch (standing.affiliation()) {
          case NONE -> throw new StanzaException(Condition.REGISTRATION_REQUIRED);
          case OUTCAST -> throw new StanzaException(Condition.FORBIDDEN);
          case MEMBER -> Affiliation.NONE;
          case ADMIN, OWNER -> standing.affiliation();
        };
    return Standing.wanted(affiliation, null, standing.reason());
  }

  private Future<@Nullable Iq> change(Room room, Iq iq, Jid asker, Standing after) {
    Deed deed = new Deed(asker.bare(), null, Map.of(asker.bare(), after), null);
    return affiliations
        .change(room, deed)
        .map(outcome -> {
          outcome.tell(() -> workshop.speaker().send(iq.result()));
          return null;
        });
  }
}
