package dev.parley.modules.pubsub;

import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;

/** The namespaces of XEP-0060, and its errors (§17.4). */
final class Pubsub {
  static final String NS = "http://jabber.org/protocol/pubsub";
  static final String EVENT = NS + "#event";
  static final String OWNER = NS + "#owner";
  static final String ERRORS = NS + "#errors";
  static final String CONFIG_FORM = NS + "#node_config";
  static final String OPTIONS_FORM = NS + "#publish-options";
  static final String SUBSCRIBE_FORM = NS + "#subscribe_options";
  static final String AUTHORIZATION_FORM = NS + "#subscribe_authorization";
  static final String META_DATA_FORM = NS + "#meta-data";

  private Pubsub() {}

  /** An error of a usual type with a condition of XEP-0060. */
  static StanzaException error(Condition condition, String detail) {
    return error(condition.usualType(), condition, detail);
  }

  /** An error with a condition of XEP-0060. */
  static StanzaException error(StanzaError.Type type, Condition condition, String detail) {
    return new StanzaException(
        StanzaError.of(type, condition).withApplication(Element.of(ERRORS, detail)));
  }

  /** What this service does not do (§17.4). */
  static StanzaException unsupported(String feature) {
    return new StanzaException(
        StanzaError.of(Condition.FEATURE_NOT_IMPLEMENTED)
            .withApplication(
                Element.builder(ERRORS, "unsupported").attribute("feature", feature).build()));
  }

  static StanzaException forbidden() {
    return new StanzaException(Condition.FORBIDDEN);
  }

  static StanzaException notFound() {
    return new StanzaException(Condition.ITEM_NOT_FOUND);
  }
}
