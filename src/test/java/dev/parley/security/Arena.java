package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server on which alice attacks and bob, who is logged in, must not notice. */
final class Arena implements AutoCloseable {
  private static final Duration ALIVE = Duration.ofSeconds(30);

  private final ParleyTestServer server;
  private final AccountFactory accounts;
  private final Account alice;
  private final Account bob;
  private final TestClient victim;

  /** Starts a server with these settings; bob logs in and is available. */
  Arena(Map<String, String> settings) {
    server = ParleyTestServer.start(List.of(), settings);
    accounts = new AccountFactory(server);
    alice = accounts.create("alice");
    bob = accounts.create("bob");
    victim = TestClient.login(server, bob, "home");
    victim.send("<presence/>");
    victim.await(event -> is(event, "presence"));
  }

  ParleyTestServer server() {
    return server;
  }

  AccountFactory accounts() {
    return accounts;
  }

  Account alice() {
    return alice;
  }

  Account bob() {
    return bob;
  }

  /** Bob's session. */
  TestClient victim() {
    return victim;
  }

  /** A session of alice. */
  TestClient login() {
    return TestClient.login(server, alice, null);
  }

  /** A stream without TLS that has its features. */
  TestClient plain() {
    var client = TestClient.connect(server.c2s(), server.domain());
    client.openStream();
    return client;
  }

  /** A stream under TLS that has its features. */
  TestClient tls() {
    var client = TestClient.connectTls(server.directTls(), server.domain());
    client.openStream();
    return client;
  }

  /** A fresh connection gets stream features, and bob's ping is answered. */
  void alive() {
    try (var fresh = TestClient.connect(server.c2s(), server.domain()).patience(ALIVE)) {
      fresh.openStream();
    }
    var pong = victim.request("get", "<ping xmlns='urn:xmpp:ping'/>");
    assertThat(pong.attribute("type")).isEqualTo("result");
  }

  /** {@link #alive}, and bob has got nothing that he did not ask for. */
  void untouched() {
    alive();
    assertThat(victim.waiting()).isEmpty();
  }

  /** Forgets what bob has got so far. */
  void forgive() {
    victim.request("get", "<ping xmlns='urn:xmpp:ping'/>");
    while (!victim.waiting().isEmpty()) {
      victim.next();
    }
  }

  /** The condition of the error that ends this stream; empty if it ends without one. */
  static String end(TestClient client) {
    var condition = "";
    while (true) {
      var event = client.next();
      if (event instanceof StreamEvent.Received received && is(event, "error")) {
        condition = received.element().children().findFirst().orElseThrow().local();
      } else if (event instanceof StreamEvent.Malformed) {
        throw new AssertionError("the server sent " + event);
      } else if (event instanceof StreamEvent.Closed || event instanceof StreamEvent.Disconnected) {
        client.drop();
        return condition;
      }
    }
  }

  /** Whether the event is an element of this name. */
  static boolean is(StreamEvent event, String name) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals(name);
  }

  /** The condition of a stanza error or SASL failure; empty if the element carries none. */
  static String condition(Xml.Element element) {
    var error = element.local().equals("failure") ? element : element.child("error").orElse(null);
    return error == null ? "" : error.children().findFirst().map(Xml.Element::local).orElse("");
  }

  @Override
  public void close() {
    victim.drop();
    server.close();
  }
}
