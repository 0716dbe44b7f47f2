package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.AffiliationPrivilege;
import dev.parley.modules.muc.rules.MentionForm;
import dev.parley.modules.muc.rules.MentionRules;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells who may mention whom in a room, and lets owners change that (XEP-0513 §3.6). */
final class RoomMentions {
  private final Workshop workshop;
  private final Houses houses;
  private final OwnerRequests owners;

  RoomMentions(Workshop workshop, Houses houses, OwnerRequests owners) {
    this.workshop = workshop;
    this.houses = houses;
    this.owners = owners;
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element query = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (query == null || !query.is(MentionRules.NS, "query")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    if (iq.type() == Iq.Type.GET) {
      Element form = MentionForm.toFillIn(room.config()).toElement();
      return Future.succeededFuture(
          iq.result(Element.builder(MentionRules.NS, "query").child(form).build()));
    }
    if (room.isLocked() || !AffiliationPrivilege.CONFIGURE.isOf(room.affiliation(asker))) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    Element x = query.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    if (form == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return change(room, iq, MentionForm.read(room.config(), form));
  }

  private Future<@Nullable Iq> change(Room room, Iq iq, RoomConfig wanted) {
    RoomConfig before = room.config();
    return houses
        .configure(room, wanted)
        .map(done -> {
          Outcome outcome = new Outcome();
          DataForm changed = MentionForm.changed(before, wanted);
          if (changed.fields().size() > 1) {
            owners.announce(room, before, outcome);
            Message news =
                Message.of(Message.Type.GROUPCHAT, null, List.of(changed.toElement()))
                    .withFrom(room.jid())
                    .withId(UUID.randomUUID().toString());
            outcome.then(() -> workshop.speaker().say(room.everybody(), news));
          }
          outcome.tell(() -> workshop.speaker().send(iq.result()));
          return null;
        });
  }
}
