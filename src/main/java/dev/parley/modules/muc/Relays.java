package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests from one occupant to another, which pass the room so that neither learns who the other
 * is (XEP-0045 §17.4), and their answers.
 */
final class Relays {
  static final String PING = "urn:xmpp:ping";
  private static final int MOST = 10_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** What the account answers and not the client: vCards, and published avatars. */
  private static final Set<String> OF_ACCOUNT =
      Set.of("vcard-temp", "urn:ietf:params:xml:ns:vcard-4.0", "http://jabber.org/protocol/pubsub");

  private final Workshop workshop;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private long count;

  /**
   * A request that has been passed on.
   *
   * @param asked as the asker sent it
   * @param responder who is to answer: full, or bare for an account
   */
  private record Pending(Iq asked, Jid responder, long due) {}

  Relays(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Takes a request to an occupant. */
  void ask(Room room, Iq iq, Jid from, Jid to) {
    Occupant asker = room.occupantOf(from);
    String nick = to.resource();
    Occupant addressed = nick == null ? null : room.occupant(nick);
    Element payload = iq.payload();
    if (asker == null && payload != null && isDisco(payload)) {
      refuse(room, iq, StanzaError.Type.MODIFY, Condition.BAD_REQUEST); // §6.6
    } else if (asker == null) {
      // XEP-0410 §3.2: so a client learns that it is not there any more.
      refuse(room, iq, StanzaError.Type.CANCEL, Condition.NOT_ACCEPTABLE);
    } else if (addressed == null || payload == null) {
      refuse(room, iq, StanzaError.Type.CANCEL, Condition.ITEM_NOT_FOUND);
    } else if (addressed == asker && payload.is(PING, "ping") && iq.type() == Iq.Type.GET) {
      // XEP-0410 §4: the room knows the answer.
      workshop.speaker().send(iq.result());
    } else if (pending.size() >= MOST) {
      refuse(room, iq, StanzaError.Type.WAIT, Condition.RESOURCE_CONSTRAINT);
    } else {
      pass(iq, asker, addressed, payload);
    }
  }

  private static boolean isDisco(Element payload) {
    return payload.namespace().equals(RoomDisco.INFO)
        || payload.namespace().equals(RoomDisco.ITEMS);
  }

  private void pass(Iq iq, Occupant asker, Occupant addressed, Element payload) {
    boolean account = OF_ACCOUNT.contains(payload.namespace());
    Jid responder = account ? addressed.bare() : addressed.shown().full();
    count++;
    String id = "relay-" + Long.toString(count, Character.MAX_RADIX);
    pending.put(id, new Pending(iq, responder, workshop.nanos().getAsLong() + PATIENCE_NANOS));
    workshop.speaker().send(iq.withAddresses(asker.jid(), responder).withId(id));
  }

  /** Takes an answer, and passes it on if somebody waits for it. */
  void answered(Iq answer, Jid from) {
    Pending request = pending.get(String.valueOf(answer.id()));
    if (request == null || !from.equals(request.responder())) {
      return;
    }
    pending.remove(String.valueOf(answer.id()));
    Jid asker = request.asked().from();
    Jid addressed = request.asked().to();
    if (asker != null && addressed != null) {
      workshop
          .speaker()
          .send(passed(answer).withAddresses(addressed, asker).withId(request.asked().id()));
    }
  }

  private static Iq passed(Iq answer) {
    StanzaError error = answer.error();
    return error == null ? answer : answer.withChildren(List.of(Muc.anonymous(error).toElement()));
  }

  /** Gives up what is not answered in time. */
  void tick() {
    long now = workshop.nanos().getAsLong();
    List<String> late = new ArrayList<>();
    for (Map.Entry<String, Pending> entry : pending.entrySet()) {
      if (entry.getValue().due() - now > 0) {
        break;
      }
      late.add(entry.getKey());
    }
    for (String id : late) {
      Pending request = pending.remove(id);
      if (request != null) {
        workshop.speaker().refuse(request.asked(), StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT));
      }
    }
  }

  private void refuse(Room room, Iq iq, StanzaError.Type type, Condition condition) {
    workshop.speaker().refuse(iq, Muc.error(room.jid(), type, condition));
  }
}
