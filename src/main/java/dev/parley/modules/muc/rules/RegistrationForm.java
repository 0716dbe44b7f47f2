package dev.parley.modules.muc.rules;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.List;

/** The form by which people register with a room (XEP-0045 §7.10); it asks for a nickname only. */
public final class RegistrationForm {
  /** The namespace of registration (XEP-0077). */
  public static final String NS = "jabber:iq:register";

  private static final String TYPE = "http://jabber.org/protocol/muc#register";
  private static final String NICK = "muc#register_roomnick";

  private RegistrationForm() {}

  /** What somebody gets who is not registered. */
  public static Element toFillIn() {
    DataForm form =
        DataForm.form(
            "Registration with the room",
            TYPE,
            List.of(DataForm.Field.asked(NICK, "text-single", "Desired nickname", true)));
    return Element.builder(NS, "query")
        .child(
            Element.builder(NS, "instructions")
                .text("Choose the nickname that is kept for you in this room.")
                .build())
        .child(form.toElement())
        .build();
  }

  /**
   * The nickname in what somebody has filled in.
   *
   * @throws StanzaException {@code bad-request} if it is no such form
   */
  public static String nick(Element query) {
    Element x = query.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    String nick = form == null || form.type() != DataForm.Type.SUBMIT ? null : form.value(NICK);
    boolean isOurs = form != null && TYPE.equals(form.formType());
    if (!isOurs || nick == null || nick.isBlank()) {
      throw new StanzaException(Condition.BAD_REQUEST, "the form has no nickname");
    }
    return nick;
  }
}
