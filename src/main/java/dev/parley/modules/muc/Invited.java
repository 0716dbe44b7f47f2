package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was invited last, so that whoever did it learns if there is nobody (XEP-0045 §7.8.2). */
final class Invited {
  private static final int MOST = 1_000;

  private final Speaker speaker;
  private final Map<String, Pending> pending =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
          return size() > MOST;
        }
      };

  /**
   * An invitation on its way.
   *
   * @param room that invites
   * @param invitee as the invitation is addressed
   * @param inviter the full JID
   * @param id of the message with which it was asked for; null for none
   */
  private record Pending(Jid room, Jid invitee, Jid inviter, @Nullable String id) {}

  Invited(Speaker speaker) {
    this.speaker = speaker;
  }

  /**
   * Sends an invitation.
   *
   * @param asked by which somebody wants it
   */
  void send(Message invitation, Message asked) {
    Jid room = invitation.from();
    Jid invitee = invitation.to();
    Jid inviter = asked.from();
    String id = invitation.id();
    if (room != null && invitee != null && inviter != null && id != null) {
      pending.put(id, new Pending(room, invitee, inviter, asked.id()));
    }
    speaker.send(invitation);
  }

  /** Takes an error that has come to a room; false if it is not for an invitation. */
  boolean bounced(Message message, Jid room, Jid from) {
    StanzaError error = message.error();
    String id = message.id();
    Pending sent = id == null ? null : pending.get(id);
    if (error == null
        || sent == null
        || !sent.room().equals(room)
        || !sent.invitee().bare().equals(from.bare())) {
      return false;
    }
    pending.remove(id);
    Element x =
        Element.of(Muc.USER, "x")
            .withChild(
                Element.builder(Muc.USER, "invite")
                    .attribute("to", sent.invitee().toString())
                    .build());
    StanzaError told =
        Muc.error(room, StanzaError.Type.CANCEL, condition(error)).withText("Nobody was invited.");
    speaker.send(
        Message.of(Message.Type.ERROR, sent.inviter(), List.of(x, told.toElement()))
            .withFrom(room)
            .withId(sent.id()));
    return true;
  }

  /** Whether there is nobody, or nobody who wants to hear of it, looks alike. */
  private static Condition condition(StanzaError error) {
    return switch (error.condition()) {
      case REMOTE_SERVER_NOT_FOUND, REMOTE_SERVER_TIMEOUT -> error.condition();
      default -> Condition.ITEM_NOT_FOUND;
    };
  }
}
