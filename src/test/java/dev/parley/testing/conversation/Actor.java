package dev.parley.testing.conversation;

import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.List;
import javax.xml.namespace.QName;

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

  /** The next event that matters, or the next acknowledgement if that is its name. */
  StreamEvent next(QName expected) {
    return client.await(event -> isNamed(event, expected) || !isIgnored(event));
  }

  /** What has come in and matters. */
  List<StreamEvent> unheard() {
    return client.waiting().stream().filter(event -> !isIgnored(event)).toList();
  }

  private static boolean isNamed(StreamEvent event, QName name) {
    return event instanceof StreamEvent.Received received
        && received.element().name().equals(name)
        && isAcknowledgement(received.element());
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
