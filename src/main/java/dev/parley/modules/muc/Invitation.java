package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation by way of the room (XEP-0045 §7.8.2).
 *
 * @param invitee bare or full
 * @param reason for people; null for none
 * @param thread of the chat that goes on in the room (§7.9); null for none
 */
record Invitation(Jid invitee, @Nullable String reason, @Nullable Element thread) {
  private static final int MAX_REASON = 1_000;

  /**
   * Reads {@code <invite/>}.
   *
   * @throws StanzaException {@code jid-malformed} or {@code bad-request}
   */
  static Invitation parse(Element invite) {
    return new Invitation(address(invite), reason(invite), invite.child(Muc.USER, "continue"));
  }

  /** The {@code to} of an invitation or of its refusal. */
  static Jid address(Element element) {
    String to = element.attribute("to");
    try {
      Jid jid = to == null ? null : Jid.parse(to);
      if (jid == null || jid.local() == null) {
        throw new StanzaException(Condition.BAD_REQUEST, "an invitation is for somebody");
      }
      return jid;
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED);
    }
  }

  /** The reason that somebody gives; null for none. */
  static @Nullable String reason(Element element) {
    Element reason = element.child(element.namespace(), "reason");
    String text = reason == null ? "" : reason.text();
    if (text.length() > MAX_REASON) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the reason is too long");
    }
    return text.isEmpty() ? null : text;
  }

  /** What the invitee gets from the room, with its password. */
  Message toMessage(Room room, Jid inviter) {
    Element.Builder invite =
        Element.builder(Muc.USER, "invite").attribute("from", inviter.toString());
    if (reason != null) {
      invite.child(Element.builder(Muc.USER, "reason").text(reason).build());
    }
    if (thread != null) {
      invite.child(thread);
    }
    Element.Builder x = Element.builder(Muc.USER, "x").child(invite.build());
    String password = room.config().password();
    if (!password.isEmpty()) {
      x.child(Element.builder(Muc.USER, "password").text(password).build());
    }
    return Message.of(Message.Type.NORMAL, invitee, List.of(x.build()))
        .withFrom(room.jid())
        .withId(UUID.randomUUID().toString());
  }
}
