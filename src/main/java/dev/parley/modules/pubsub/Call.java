package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A request to a service.
 *
 * @param service bare JID of an account or a domain
 * @param asker who asks: a full JID
 * @param payload {@code <pubsub/>}
 * @param verb its first child that says what is asked
 */
record Call(Jid service, Jid asker, Element payload, Element verb) {
  private static final int MAX_NAME = 500;

  /** Reads a request; null if its payload is empty. */
  static @Nullable Call of(Iq iq) {
    Jid to = iq.to();
    Jid from = iq.from();
    Element payload = iq.payload();
    if (to == null || from == null || payload == null || payload.elements().isEmpty()) {
      return null;
    }
    return new Call(to.bare(), from, payload, payload.elements().get(0));
  }

  /** True if the service is an account (XEP-0163). */
  boolean isAccounts() {
    return service.local() != null;
  }

  /** True if the asker asks the own account. */
  boolean isOwn() {
    return asker.bare().equals(service);
  }

  /** The node asked; fails with {@code nodeid-required} if none is named. */
  NodeKey node() {
    String node = verb.attribute("node");
    if (node == null || node.isEmpty()) {
      throw Pubsub.error(Condition.BAD_REQUEST, "nodeid-required");
    }
    return node(node);
  }

  /** A node of this service; fails if the name is too long. */
  NodeKey node(String name) {
    if (name.length() > MAX_NAME) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the name of a node is too long");
    }
    return new NodeKey(service, name);
  }

  /** The JID in an attribute; null if it is missing. */
  static @Nullable Jid jid(Element element) {
    String text = element.attribute("jid");
    try {
      return text == null ? null : Jid.parse(text);
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED);
    }
  }

  /** {@code <pubsub/>} with one child, as results have it. */
  Element result(Element child) {
    return Element.builder(payload.namespace(), "pubsub").child(child).build();
  }

  /** An element in the namespace of the request, with the name of a node. */
  Element.Builder about(String name, String node) {
    return Element.builder(payload.namespace(), name).attribute("node", node);
  }
}
