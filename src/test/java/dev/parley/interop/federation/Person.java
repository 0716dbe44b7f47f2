package dev.parley.interop.federation;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TestServer;
import dev.parley.testing.Xml;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Somebody with one client, at whatever server. */
final class Person implements AutoCloseable {
  private final TestServer server;
  private final Account account;
  private TestClient client;
  private int ids;

  private Person(TestServer server, Account account) {
    this.server = server;
    this.account = account;
  }

  /** Makes an account and logs in, without presence. */
  static Person at(TestServer server, String name) {
    var person = new Person(server, new AccountFactory(server).create(name));
    person.login();
    return person;
  }

  void login() {
    client = TestClient.login(server, account, null);
  }

  /** The bare JID. */
  String jid() {
    return account.jid();
  }

  /** The full JID. */
  String full() {
    return client.jid();
  }

  TestClient client() {
    return client;
  }

  /** Sends presence, and wants to hear of the roster. */
  Person online() {
    client.request("get", "<query xmlns='jabber:iq:roster'/>");
    client.send("<presence/>");
    awaitPresence(full(), null);
    return this;
  }

  void send(String xml) {
    client.send(xml);
  }

  /** Sends a message and returns its id. */
  String say(String to, String text) {
    var id = "say-" + ++ids + "-" + text.hashCode();
    client.send(
        "<message type='chat' id='"
            + id
            + "' to='"
            + Xml.escape(to)
            + "'><body>"
            + Xml.escape(text)
            + "</body></message>");
    return id;
  }

  /** Waits for a message with this text. */
  Xml.Element hears(String text) {
    return await(stanza ->
        stanza.local().equals("message")
            && !"error".equals(stanza.attribute("type"))
            && stanza.child("body").map(body -> body.text().equals(text)).orElse(false));
  }

  /** Waits for the error that answers a stanza; returns the condition. */
  Xml.Element refused(String id) {
    return await(
        stanza -> "error".equals(stanza.attribute("type")) && id.equals(stanza.attribute("id")));
  }

  /**
   * Waits for presence.
   *
   * @param type null for available
   */
  Xml.Element awaitPresence(String from, @Nullable String type) {
    return await(stanza ->
        stanza.local().equals("presence")
            && from.equals(stanza.attribute("from"))
            && Objects.equals(type, stanza.attribute("type")));
  }

  Xml.Element ask(String type, @Nullable String to, String payload) {
    return client.request(type, to, payload);
  }

  Xml.Element await(Predicate<Xml.Element> wanted) {
    var event =
        client.await(candidate ->
            candidate instanceof StreamEvent.Received received && wanted.test(received.element()));
    return ((StreamEvent.Received) event).element();
  }

  /** Both are in each other's rosters. */
  void befriend(Person other) {
    subscribeTo(other);
    other.subscribeTo(this);
  }

  /** This one sees the presence of the other, who is online. */
  void subscribeTo(Person other) {
    send("<presence type='subscribe' to='" + other.jid() + "'/>");
    other.awaitPresence(jid(), "subscribe");
    other.send("<presence type='subscribed' to='" + jid() + "'/>");
    awaitPresence(other.jid(), "subscribed");
    awaitPresence(other.full(), null);
  }

  @Override
  public void close() {
    client.close();
  }
}
