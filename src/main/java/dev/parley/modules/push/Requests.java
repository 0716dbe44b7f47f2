package dev.parley.modules.push;

import dev.parley.core.home.Session;
import dev.parley.core.storage.PushStore.Registration;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what clients and app servers say about registrations (XEP-0357 §5, §6, §8). */
final class Requests {
  /** Longest node, in characters. */
  static final int MOST_NODE = 1_023;

  /** Longest form, in characters of its XML. */
  static final int MOST_OPTIONS = 8_192;

  private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  private static final String OPTIONS = PUBSUB + "#publish-options";

  private Requests() {}

  /** What {@code <enable/>} asks for; throws the error to answer with. */
  static Registration registration(Element enable, @Nullable Session session, Instant now) {
    if (session == null) {
      throw new StanzaException(Condition.UNEXPECTED_REQUEST, "there is no such session");
    }
    String node = enable.attribute("node");
    if (node != null && node.length() > MOST_NODE) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the node is too long");
    }
    String resource = session.full().resource();
    return new Registration(
        service(enable),
        node == null ? "" : node,
        resource == null ? "" : resource,
        session.access().device(),
        session.access().appPassword(),
        options(enable),
        now,
        null);
  }

  /** The app server; throws if it is not named. */
  static Jid service(Element request) {
    String jid = request.attribute("jid");
    if (jid == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "no app server is named");
    }
    try {
      return Jid.parse(jid);
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, "not an address: " + jid);
    }
  }

  private static @Nullable String options(Element enable) {
    Element x = enable.child(DataForm.NAMESPACE, "x");
    if (x == null) {
      return null;
    }
    DataForm form = DataForm.parse(x.withAttribute("type", "submit"));
    if (form == null || !OPTIONS.equals(form.formType())) {
      throw new StanzaException(Condition.BAD_REQUEST, "the form is none of publish-options");
    }
    String xml = form.toElement().toString();
    if (xml.length() > MOST_OPTIONS) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the form is too long");
    }
    return xml;
  }

  /** The message in a copy that the server has made (XEP-0280 §7); others as they are. */
  static Message original(Message given, Jid account) {
    Element copy = given.child("urn:xmpp:carbons:2", "received");
    Element forwarded = copy == null ? null : copy.child("urn:xmpp:forward:0", "forwarded");
    Element inner = forwarded == null ? null : forwarded.child(Namespaces.CLIENT, "message");
    return inner != null && account.equals(given.from()) ? (Message) Stanza.parse(inner) : given;
  }

  /** True if an app server says that it takes no more for a target (§8). */
  static boolean ends(Message message, Jid account, Target target) {
    Registration registration = target.registration();
    Element pubsub = message.child(PUBSUB, "pubsub");
    if (pubsub == null || !registration.service().equals(message.from())) {
      return false;
    }
    String node = pubsub.attribute("node");
    Element affiliation = pubsub.child(PUBSUB, "affiliation");
    return registration.node().equals(node == null ? "" : node)
        && affiliation != null
        && "none".equals(affiliation.attribute("affiliation"))
        && account.toString().equals(affiliation.attribute("jid"));
  }
}
