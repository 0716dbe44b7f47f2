package dev.parley.modules.muc;

import dev.parley.core.bus.Origin;
import dev.parley.modules.muc.rules.RolePrivilege;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages from one occupant to another (XEP-0045 §7.5), which the room does not remember. */
final class Whispers {
  private final Workshop workshop;

  Whispers(Workshop workshop) {
    this.workshop = workshop;
  }

  void send(Room room, Message message, Jid from, Jid to, @Nullable Origin origin) {
    Occupant speaker = room.occupantOf(from);
    Seat seat = speaker == null ? null : speaker.seat(from);
    String nick = to.resource();
    Occupant addressed = nick == null ? null : room.occupant(nick);
    if (message.isError()) {
      workshop.router().safe(origin);
      answer(speaker, seat, addressed, message);
      return;
    }
    StanzaError refusal = refusal(room, speaker, seat, addressed, message);
    if (refusal != null || speaker == null || addressed == null) {
      if (refusal != null) {
        workshop.speaker().refuse(message, refusal);
      }
      workshop.router().safe(origin);
      return;
    }
    deliver(addressed, worded(room, speaker, message), origin);
  }

  private @Nullable StanzaError refusal(
      Room room,
      @Nullable Occupant speaker,
      @Nullable Seat seat,
      @Nullable Occupant addressed,
      Message message) {
    Jid jid = room.jid();
    if (!room.exists() || room.isLocked() && speaker == null) {
      return Muc.error(jid, StanzaError.Type.CANCEL, Condition.ITEM_NOT_FOUND);
    }
    if (speaker == null || seat == null) {
      return Muc.error(jid, StanzaError.Type.MODIFY, Condition.NOT_ACCEPTABLE);
    }
    if (message.type() == Message.Type.GROUPCHAT) {
      return Muc.error(jid, StanzaError.Type.MODIFY, Condition.BAD_REQUEST);
    }
    if (addressed == null) {
      return Muc.error(jid, StanzaError.Type.CANCEL, Condition.ITEM_NOT_FOUND);
    }
    if (!RolePrivilege.SEND_PRIVATE_MESSAGES.isOf(speaker.role(), room.config())) {
      return Muc.error(jid, StanzaError.Type.AUTH, Condition.FORBIDDEN)
          .withText("In this room you cannot send private messages.");
    }
    return seat.messages().take(workshop.nanos().getAsLong())
        ? null
        : Muc.error(jid, StanzaError.Type.WAIT, Condition.POLICY_VIOLATION);
  }

  /** In the name of the occupant, and known as what it is. */
  private static Message worded(Room room, Occupant speaker, Message message) {
    List<Element> children = Muc.passed(room, speaker.bare(), message.children());
    children.add(Element.of(Muc.USER, "x"));
    children.add(speaker.id());
    return message.withFrom(speaker.jid()).withChildren(children);
  }

  /** All sessions of the addressee get it; one of them takes responsibility. */
  private void deliver(Occupant addressed, Message worded, @Nullable Origin origin) {
    Seat shown = addressed.shown();
    for (Seat seat : addressed.seats()) {
      workshop.speaker().send(worded.withTo(seat.full()), seat == shown ? origin : null);
    }
  }

  /**
   * An error that comes back for a message of this kind goes to whose message it was. It carries
   * nothing else, for no rule of the room says who may send one.
   */
  private void answer(
      @Nullable Occupant speaker,
      @Nullable Seat seat,
      @Nullable Occupant addressed,
      Message message) {
    StanzaError error = message.error();
    if (speaker == null
        || seat == null
        || addressed == null
        || error == null
        || !seat.messages().take(workshop.nanos().getAsLong())) {
      return;
    }
    List<Element> children =
        List.of(Element.of(Muc.USER, "x"), speaker.id(), Muc.anonymous(error).toElement());
    Message answer = message.withFrom(speaker.jid()).withChildren(children);
    addressed.seats().forEach(one -> workshop.speaker().send(answer.withTo(one.full())));
  }
}
