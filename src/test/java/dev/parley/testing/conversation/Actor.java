package dev.parley.testing.conversation;

import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of a play, and what it does not care to hear. */
final class Actor {
  private static final String ACKS = "urn:xmpp:sm:3";

  private final String name;
  private final TestClient client;
  private boolean ignoresPresence;
  private boolean ignoresAll;

  Actor(String name, TestClient client) {
    this.name = name;
    this.client = client;
  }

  String name() {
    return name;
  }

  TestClient client() {
    return client;
  }

  boolean isBound() {
    return !client.jid().isEmpty();
  }

  /** What this client can expect. */
  Expectation expectation() {
    return new Expectation(client.jid(), client.language());
  }

  /** From now on presence (or everything) is passed over, unless a step waits for just that. */
  void ignore(String what) {
    ignoresPresence |= what.equals("presence");
    ignoresAll |= what.equals("everything");
  }

  /** The next event that matters. */
  StreamEvent next() {
    return client.await(event -> !isIgnored(event));
  }

  /** The next event that matters, or the next acknowledgement if one is expected. */
  StreamEvent next(Xml.Element expected) {
    return client.await(event ->
        event instanceof StreamEvent.Received received && isAcknowledgement(expected)
            ? isFinal(received.element(), expected)
            : !isIgnored(event));
  }

  /** What has come in and matters. */
  List<StreamEvent> unheard() {
    return client.waiting().stream().filter(event -> !isIgnored(event)).toList();
  }

  /**
   * False for what comes before the expected acknowledgement: as long as not all is safe, a server
   * answers with what is, and says more later.
   */
  private boolean isFinal(Xml.Element element, Xml.Element expected) {
    if (!element.name().equals(expected.name())) {
      return !isIgnored(new StreamEvent.Received(element));
    }
    return !isNumber(element.attribute("h"))
        || !isNumber(expected.attribute("h"))
        || Long.parseLong(element.attribute("h")) >= Long.parseLong(expected.attribute("h"));
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && text.matches("\\d{1,10}");
  }

  /** The server may ask for and give acknowledgements at any moment (XEP-0198 §4). */
  private static boolean isAcknowledgement(Xml.Element element) {
    return element.is(ACKS, "r") || element.is(ACKS, "a");
  }

  private boolean isIgnored(StreamEvent event) {
    if (!(event instanceof StreamEvent.Received received)) {
      return false;
    }
    var element = received.element();
    return isAcknowledgement(element)
        || (ignoresAll && !element.local().equals("error"))
        || (element.local().equals("presence") && (ignoresPresence || isOfflineNotice(element)));
  }

  /**
   * Whether this says no more than that a contact is offline: a server may answer its own probes so
   * (RFC 6121 §4.3.2).
   */
  private static boolean isOfflineNotice(Xml.Element presence) {
    return "unavailable".equals(presence.attribute("type"))
        && !String.valueOf(presence.attribute("from")).contains("/");
  }
}
