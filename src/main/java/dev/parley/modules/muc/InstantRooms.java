package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;

/** Opens rooms as their creators have made them, without any wish (XEP-0045 §10.1.2). */
final class InstantRooms {
  private final Houses houses;

  InstantRooms(Houses houses) {
    this.houses = houses;
  }

  Future<Iq> answer(Room room, Iq iq, Jid asker) {
    Element query = iq.payload();
    Element form = query == null ? null : query.child(DataForm.NAMESPACE, "x");
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (room.affiliation(asker) != Affiliation.OWNER) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    if (iq.type() != Iq.Type.SET || form == null || !form.elements().isEmpty()) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    }
    return houses.configure(room, room.config()).map(done -> iq.result());
  }
}
