package dev.parley.testing.conversation;

import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.List;

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

  /**
   * The next event that matters. The server may ask for an acknowledgement at any moment (XEP-0198
   * §4), so that is passed over.
   */
  StreamEvent next() {
    return client.await(event -> !isIgnored(event));
  }

  /** The next request for an acknowledgement, or whatever else comes first. */
  StreamEvent nextWithRequests() {
    return client.await(event -> isRequest(event) || !isIgnored(event));
  }

  /** What has come in and matters. */
  List<StreamEvent> unheard() {
    return client.waiting().stream().filter(event -> !isIgnored(event)).toList();
  }

  static boolean isRequest(Xml.Element element) {
    return element.is(ACKS, "r");
  }

  private static boolean isRequest(StreamEvent event) {
    return event instanceof StreamEvent.Received received && isRequest(received.element());
  }

  private boolean isIgnored(StreamEvent event) {
    return (ignoresAll && event instanceof StreamEvent.Received)
        || isRequest(event)
        || (ignoresPresence && isPresence(event));
  }

  private static boolean isPresence(StreamEvent event) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals("presence");
  }
}
