package dev.parley.modules.push;

import dev.parley.core.storage.PushStore.Registration;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What an app server is told (XEP-0357 §7): that there are messages, and of the last one no more
 * than the settings allow.
 *
 * @param count messages since the device was last looked at
 * @param last the newest
 * @param weight of the newest
 */
record Announcement(int count, Message last, WakeRules.Weight weight) {
  private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  private static final String SUMMARY = "urn:xmpp:push:summary";

  /**
   * How much leaves the server.
   *
   * @param sender true to name who has written
   * @param body true to tell the text
   */
  record Detail(boolean sender, boolean body) {}

  /** The request that publishes it, in the name of the account. */
  Iq toIq(Jid account, Registration registration, Detail detail) {
    Element item =
        Element.builder(PUBSUB, "item")
            .child(
                Element.builder(PushModule.NS, "notification")
                    .child(summary(detail).toElement())
                    .build())
            .build();
    String node = registration.node().isEmpty() ? null : registration.node();
    Element.Builder pubsub =
        Element.builder(PUBSUB, "pubsub")
            .child(Element.builder(PUBSUB, "publish").attribute("node", node).child(item).build());
    if (registration.options() != null) {
      Element options = XmlReader.read(registration.options(), Namespaces.CLIENT);
      pubsub.child(Element.builder(PUBSUB, "publish-options").child(options).build());
    }
    return Iq.set(registration.service(), "push", pubsub.build()).withFrom(account);
  }

  private DataForm summary(Detail detail) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.typed(DataForm.FORM_TYPE, "hidden", List.of(SUMMARY)));
    fields.add(Field.of("message-count", Integer.toString(count)));
    if (detail.sender() && last.from() != null) {
      fields.add(Field.of("last-message-sender", last.from().toString()));
    }
    String body = last.body();
    // App servers show nothing, or hold back, what comes without a text.
    fields.add(Field.of("last-message-body", detail.body() && body != null ? body : substitute()));
    return new DataForm(DataForm.Type.SUBMIT, null, List.of(), fields);
  }

  private String substitute() {
    return weight == WakeRules.Weight.CALL ? "Incoming call" : "New message";
  }
}
