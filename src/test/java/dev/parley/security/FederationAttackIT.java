package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RemoteServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import dev.parley.testing.Xml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other servers that mean no good. What one element can do wrong is played in {@code
 * conversations/s2s}; here are those who do it often, slowly, or all at once.
 */
final class FederationAttackIT {
  private static Arena arena;
  private static final List<RemoteServer> SERVERS = new ArrayList<>();

  @BeforeAll
  static void start() {
    var settings = new HashMap<>(RemoteServer.settings());
    settings.putAll(
        Map.of(
            "s2s.dns.servers", "[\"127.0.0.1:9\"]",
            "s2s.dns.timeout", "300ms",
            "s2s.links.negotiationTimeout", "6s",
            "s2s.links.streamsPerDomain", "2",
            "s2s.links.idleTimeout", "8s",
            "s2s.queue.stanzas", "10"));
    arena = new Arena(settings);
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(RemoteServer::close);
    arena.close();
  }

  private static RemoteServer server(boolean trusted) {
    var made = RemoteServer.make("eve", trusted);
    SERVERS.add(made);
    TwoServers.route(arena.server(), Map.of(made.domain(), made.place()));
    return made;
  }

  @ParameterizedTest(name = "A1, A40: {0}")
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>",
        "GET / HTTP/1.1\r\nHost: capulet.example\r\n\r\n",
        "<?xml version='1.1'?><stream:stream xmlns='jabber:server'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>",
        "\u0000\u0001\u0002"
      })
  void whatIsNoStreamOfAServer(String text) {
    try (var peer = new Closing(server(false).connect(arena.server()))) {
      peer.client.sendBytes(text.getBytes(StandardCharsets.UTF_8));
      assertThat(Arena.end(peer.client)).isNotEmpty();
    }
    arena.alive();
  }

  @Test
  void streamsThatNeverProveAnything() {
    var eve = server(false);
    var open = new ArrayList<TestClient>();
    for (int i = 0; i < 20; i++) {
      open.add(eve.connect(arena.server()));
    }
    for (int i = 0; i < 5; i++) {
      open.add(eve.call(arena.server()));
    }
    for (var client : open) {
      assertThat(Arena.end(client)).isEqualTo("connection-timeout");
    }
    arena.alive();
  }

  @Test
  void moreBeforeAnyProofThanIsNeeded() {
    try (var peer = new Closing(server(false).call(arena.server()))) {
      var verify =
          "<db:verify from='eve.example' to='capulet.example' id='x'>"
              + "k".repeat(900)
              + "</db:verify>";
      for (int i = 0; i < 80; i++) {
        peer.client.send(verify);
      }
      peer.client.await(event -> Arena.is(event, "error"));
    }
    arena.alive();
  }

  @Test
  void claimsWithoutEnd() {
    try (var peer = new Closing(server(true).prove(arena.server()))) {
      var claims = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        claims
            .append("<db:result from='victim")
            .append(i)
            .append(".example' to='capulet.example'>key</db:result>");
      }
      peer.client.send(claims.toString());
      int refused = 0;
      for (int i = 0; i < 190; i++) {
        var answer = next(peer.client, "result");
        assertThat(answer.attribute("type")).isEqualTo("error");
        refused += answer.toString().contains("resource-constraint") ? 1 : 0;
      }
      assertThat(refused).isGreaterThan(100);
    }
    arena.alive();
  }

  @Test
  void guessedKeys() {
    try (var peer = new Closing(server(true).prove(arena.server()))) {
      for (int i = 0; i < 200; i++) {
        peer.client.send(
            "<db:verify from='victim.example' to='capulet.example' id='1'>"
                + Integer.toHexString(i).repeat(8)
                + "</db:verify>");
      }
      for (int i = 0; i < 200; i++) {
        assertThat(next(peer.client, "verify").attribute("type")).isEqualTo("invalid");
      }
    }
  }

  @Test
  void moreStreamsThanADomainMayHave() {
    var eve = server(true);
    try (var first = new Closing(eve.prove(arena.server()));
        var second = new Closing(eve.prove(arena.server()));
        var third = new Closing(eve.call(arena.server()))) {
      third.client.send(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
      assertThat(Arena.condition(third.client.nextElement("failure")))
          .isEqualTo("temporary-auth-failure");
      first.client.sendClose();
      first.client.await(StreamEvent.Closed.class::isInstance);
      third.client.send(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
      third.client.nextElement("success");
      assertThat(second.client.waiting()).isEmpty();
    }
  }

  @Test
  void aServerThatHangsDelaysNobodyElse() {
    var hanging = server(false);
    var other = server(false);
    var alice = arena.login();
    for (int i = 0; i < 12; i++) {
      alice.send(message(hanging, "h" + i));
    }
    try (var silent = new Closing(hanging.answer(arena.server()))) {
      alice.send(message(other, "m1"));
      try (var peer = new Closing(other.letIn(arena.server()))) {
        assertThat(next(peer.client, "message").attribute("id")).isEqualTo("m1");
      }
      // Two did not fit, the others go back when patience is over; all of them once.
      var back = new ArrayList<String>();
      for (int i = 0; i < 2; i++) {
        var error = next(alice, "message");
        assertThat(Arena.condition(error)).isEqualTo("resource-constraint");
        back.add(error.attribute("id"));
      }
      assertThat(back).containsExactly("h10", "h11");
      silent.client.await(StreamEvent.Disconnected.class::isInstance);
    } finally {
      alice.drop();
    }
  }

  @Test
  void aStreamOnWhichNothingHappens() {
    try (var peer = new Closing(server(true).prove(arena.server()))) {
      peer.client.patience(Duration.ofSeconds(30)).await(StreamEvent.Closed.class::isInstance);
    }
  }

  @Test
  void whatWouldHaveToBeRepeatedIsNotAnswered() {
    var eve = server(true);
    try (var peer = new Closing(eve.prove(arena.server()))) {
      // A112: an error to nobody, from nobody.
      peer.client.send(
          "<message type='error' from='romeo@"
              + eve.domain()
              + "' to='nobody@capulet.example' id='e'><error type='cancel'>"
              + "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"
              + "<db:verify from='x.example' to='capulet.example' id='1'>k</db:verify>");
      next(peer.client, "verify");
      assertThat(peer.client.waiting()).isEmpty();
    }
  }

  private static String message(RemoteServer to, String id) {
    return "<message to='romeo@" + to.domain() + "' id='" + id + "'><body>Hi</body></message>";
  }

  private static Xml.Element next(TestClient client, String name) {
    return ((StreamEvent.Received) client.await(event -> Arena.is(event, name))).element();
  }

  /** Drops the connection in the end. */
  private static final class Closing implements AutoCloseable {
    private final TestClient client;

    Closing(TestClient client) {
      this.client = client;
    }

    @Override
    public void close() {
      client.drop();
    }
  }
}
