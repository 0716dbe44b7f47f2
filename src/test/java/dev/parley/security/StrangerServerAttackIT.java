package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RemoteServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that has proven who it is may still try: other names, other shapes, echoes. */
final class StrangerServerAttackIT {
  private static final int DOMAINS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  private static final List<RemoteServer> SERVERS = new ArrayList<>();

  private static Arena arena;
  private static RemoteServer eve;
  private TestClient peer;

  @BeforeAll
  static void start() {
    var settings = new HashMap<>(RemoteServer.settings());
    settings.putAll(
        Map.of(
            "s2s.dns.servers", "[\"127.0.0.1:9\"]",
            "s2s.dns.timeout", "300ms",
            "s2s.queue.timeout", "3s",
            "s2s.links.streamsPerDomain", "1000"));
    arena = new Arena(settings);
    eve = server();
  }

  private static RemoteServer server() {
    var made = RemoteServer.make("eve", true);
    SERVERS.add(made);
    TwoServers.route(arena.server(), Map.of(made.domain(), made.place()));
    return made;
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(RemoteServer::close);
    arena.close();
  }

  @BeforeEach
  void connect() {
    peer = eve.prove(arena.server()).patience(PATIENCE);
  }

  /** What came before has been looked at: whatever it caused would be there. */
  private void settle() {
    peer.send("<db:verify from='" + eve.domain() + "' to='capulet.example' id='1'>k</db:verify>");
    peer.await(event -> Arena.is(event, "verify"));
    arena.victim().request("get", PING);
  }

  private String to(String to, String rest) {
    return " from='romeo@" + eve.domain() + "/x' to='" + to + "'" + rest;
  }

  @ParameterizedTest(name = "A66: {0}")
  @ValueSource(
      strings = {
        "<query xmlns='jabber:iq:roster'><item jid='eve@x.example' subscription='both'/></query>",
        "<enable xmlns='urn:xmpp:carbons:2'/>",
        "<block xmlns='urn:xmpp:blocking'><item jid='eve@x.example'/></block>"
      })
  void pushesOfStrangers(String payload) {
    peer.send("<iq type='set' id='p'" + to(arena.victim().jid(), ">") + payload + "</iq>");
    peer.send("<iq type='set' id='q'" + to(arena.bob().jid(), ">") + payload + "</iq>");
    settle();
    for (var event : arena.victim().waiting()) {
      assertThat(((StreamEvent.Received) event).element().attribute("from"))
          .isEqualTo("romeo@" + eve.domain() + "/x");
    }
    arena.forgive();
    peer.drop();
  }

  @ParameterizedTest(name = "A70, A80: in the name of {0}")
  @ValueSource(
      strings = {"%BOB%", "capulet.example", "x.%EVE%", "%EVE%.example", "elsewhere.example"})
  void otherNames(String from) {
    var forged = from.replace("%BOB%", arena.bob().jid()).replace("%EVE%", eve.domain());
    peer.send(
        "<message from='"
            + forged
            + "' to='"
            + arena.victim().jid()
            + "'><event xmlns='http://jabber.org/protocol/pubsub#event'><items"
            + " node='urn:xmpp:avatar:metadata'/></event></message>");
    assertThat(Arena.end(peer)).isEqualTo("invalid-from");
    arena.untouched();
  }

  @Test
  @DisplayName("A80: to a domain that is not served here")
  void otherTargets() {
    peer.send("<message" + to("bob@elsewhere.example", "><body>x</body></message>"));
    assertThat(Arena.end(peer)).isEqualTo("host-unknown");
    arena.untouched();
  }

  @Test
  @DisplayName("A71: a message of a room to nobody's occupant")
  void roomMessages() {
    peer.send("<message type='groupchat'" + to(arena.bob().jid(), "><body>x</body></message>"));
    settle();
    assertThat(arena.victim().waiting()).isEmpty();
    peer.drop();
  }

  @ParameterizedTest(name = "A76: {0} is not another domain")
  @ValueSource(strings = {"%UPPER%", "%EVE%.", "%EVE%:5269"})
  void spellings(String spelling) {
    var domain =
        spelling
            .replace("%EVE%", eve.domain())
            .replace("%UPPER%", eve.domain().toUpperCase(Locale.ROOT));
    peer.send(
        "<message from='romeo@"
            + domain
            + "' to='"
            + arena.victim().jid()
            + "' id='s'><body>x</body></message><db:verify from='"
            + eve.domain()
            + "' to='capulet.example' id='1'>k</db:verify>");
    var end = peer.await(event -> Arena.is(event, "verify") || Arena.is(event, "error"));
    arena.victim().request("get", PING);
    if (Arena.is(end, "verify")) {
      for (var event : arena.victim().waiting()) {
        assertThat(((StreamEvent.Received) event).element().attribute("from"))
            .isEqualTo("romeo@" + eve.domain());
      }
    } else {
      assertThat(arena.victim().waiting()).isEmpty();
    }
    arena.forgive();
    peer.drop();
  }

  @ParameterizedTest(name = "A82: {0}")
  @ValueSource(
      strings = {
        "<iq type='result' id='1'%TO%/>",
        "<iq type='result' id='1'%TO%><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
        "<iq type='error' id='1'%TO%><error type='cancel'>"
            + "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
      })
  void answersThatNobodyWants(String iq) {
    for (var to : List.of("capulet.example", arena.bob().jid(), "nobody@capulet.example")) {
      peer.send(iq.replace("%TO%", to(to, "")));
    }
    settle();
    assertThat(peer.waiting()).isEmpty();
    assertThat(arena.victim().waiting()).isEmpty();
    peer.drop();
  }

  @ParameterizedTest(name = "A83: a delay of {0}")
  @ValueSource(strings = {"9999-12-31T23:59:59Z", "2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z"})
  void forgedDelays(String stamp) {
    peer.send(
        "<message type='chat'"
            + to(arena.victim().jid(), " id='d'><body>x</body>")
            + "<delay xmlns='urn:xmpp:delay' from='capulet.example' stamp='"
            + stamp
            + "'/></message>");
    settle();
    var got = ((StreamEvent.Received) arena.victim().await(e -> Arena.is(e, "message"))).element();
    assertThat(got.toString()).doesNotContain(stamp);
    peer.drop();
  }

  /** Every error is sent back as an error, and that again: the first hop has to be the last. */
  @Test
  @DisplayName("A112: errors are not answered, echoes end")
  void echoes() {
    peer.drop();
    // One whom nobody has called yet.
    eve = server();
    connect();
    peer.send("<iq type='get' id='e1'" + to("nobody@capulet.example", ">") + PING + "</iq>");
    peer.send(
        "<message type='chat' id='e2'"
            + to("nobody@capulet.example", "><body>x</body>")
            + "</message>");
    settle();
    // Answers have a stream of their own: this server calls.
    try (var caller = new Dropping(eve.letIn(arena.server()))) {
      int echoed = 0;
      for (; echoed < 2; echoed++) {
        var error =
            ((StreamEvent.Received) caller.client.patience(PATIENCE).await(event -> isError(event)))
                .element();
        for (var kind : List.of("message", "iq", "presence")) {
          peer.send(
              "<"
                  + kind
                  + " type='error' id='"
                  + error.attribute("id")
                  + "'"
                  + to("nobody@capulet.example", ">")
                  + "<error type='cancel'>"
                  + "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></"
                  + kind
                  + ">");
        }
      }
      settle();
      peer.send("<iq type='get' id='last'" + to("capulet.example", ">") + PING + "</iq>");
      var next = ((StreamEvent.Received) caller.client.await(e -> Arena.is(e, "iq"))).element();
      assertThat(next.attribute("id")).isEqualTo("last");
      assertThat(caller.client.waiting()).isEmpty();
    }
    peer.drop();
  }

  private static boolean isError(StreamEvent event) {
    return event instanceof StreamEvent.Received received
        && "error".equals(received.element().attribute("type"));
  }

  /** The name server is dead. */
  @Test
  @DisplayName("A118: a flood of domains that are not there")
  void manyDomains() {
    var alice = arena.login().patience(Duration.ofSeconds(60));
    var text = new StringBuilder();
    for (int i = 0; i < DOMAINS; i++) {
      text.append(message("x@" + i + ".nowhere.example", "f" + i));
    }
    alice.send(text.toString());
    arena.alive();
    var back = new HashSet<String>();
    for (int i = 0; i < DOMAINS; i++) {
      var error = error(alice);
      assertThat(Arena.condition(error))
          .isIn("remote-server-timeout", "remote-server-not-found", "resource-constraint");
      assertThat(back.add(error.attribute("id"))).isTrue();
    }
    alice.drop();
    peer.drop();
  }

  @ParameterizedTest(name = "A118: {0} is not connected to")
  @ValueSource(strings = {"127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"})
  void addressesInside(String address) {
    var alice = arena.login();
    alice.send(message("x@" + address, "a"));
    assertThat(Arena.condition(error(alice))).isEqualTo("remote-server-not-found");
    alice.drop();
    peer.drop();
  }

  private static String message(String to, String id) {
    return "<message to='" + to + "' id='" + id + "'><body>x</body></message>";
  }

  private static Xml.Element error(TestClient client) {
    return ((StreamEvent.Received) client.await(event -> Arena.is(event, "message"))).element();
  }

  /** Drops the connection in the end. */
  private record Dropping(TestClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.drop();
    }
  }
}
