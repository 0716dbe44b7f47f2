package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form by which visitors ask for voice and moderators answer (XEP-0045 §7.13, §8.6).
 *
 * @param role that is asked for
 * @param nick of the visitor, in the answer of a moderator; null in a request
 * @param allowed true if a moderator grants it
 */
public record VoiceRequest(Role role, @Nullable String nick, boolean allowed) {
  private static final String TYPE = "http://jabber.org/protocol/muc#request";
  private static final String ROLE = "muc#role";
  private static final String NICK = "muc#roomnick";
  private static final String ALLOW = "muc#request_allow";

  /**
   * Reads a form in a message to a room.
   *
   * @return null if it is another
   * @throws StanzaException {@code bad-request} if it lacks what it needs
   */
  public static @Nullable VoiceRequest parse(DataForm form) {
    if (form.type() != DataForm.Type.SUBMIT || !TYPE.equals(form.formType())) {
      return null;
    }
    String role = form.value(ROLE);
    if (!Role.PARTICIPANT.wireName().equals(role)) {
      throw new StanzaException(Condition.BAD_REQUEST, "only voice can be asked for");
    }
    String allow = form.value(ALLOW);
    return new VoiceRequest(
        Role.PARTICIPANT, form.value(NICK), "1".equals(allow) || "true".equals(allow));
  }

  /** The form for moderators (§8.6, example 136). */
  public static DataForm toApprove(Jid asker, String nick) {
    return DataForm.form(
        "Voice request",
        TYPE,
        List.of(
            new Field(
                ROLE,
                "list-single",
                "Requested role",
                false,
                List.of(Role.PARTICIPANT.wireName()),
                List.of(Role.PARTICIPANT.wireName())),
            new Field(
                "muc#jid", "jid-single", "User ID", false, List.of(asker.toString()), List.of()),
            new Field(NICK, "text-single", "Room nickname", false, List.of(nick), List.of()),
            new Field(
                ALLOW, "boolean", "Grant voice to this person?", false, List.of("0"), List.of())));
  }
}
