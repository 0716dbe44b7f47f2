package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stanzas that claim to be from somebody else, and names that are not what they seem. */
final class AddressingAttackIT {
  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  private static Arena arena;

  private TestClient alice;

  @BeforeAll
  static void start() {
    arena = new Arena(Map.of("domains", "[\"localhost\", \"m\u00fcller.example\"]"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @BeforeEach
  void login() {
    alice = arena.login();
  }

  @AfterEach
  void logout() {
    alice.drop();
    arena.forgive();
  }

  @ParameterizedTest(name = "A66: {0}")
  @ValueSource(
      strings = {
        "<query xmlns='jabber:iq:roster'><item jid='eve@localhost' subscription='both'/></query>",
        "<enable xmlns='urn:xmpp:carbons:2'/>",
        "<block xmlns='urn:xmpp:blocking'><item jid='eve@localhost'/></block>"
      })
  void pushesOfOthers(String payload) {
    alice.send("<iq type='set' id='push' to='" + arena.victim().jid() + "'>" + payload + "</iq>");
    alice.request("get", PING);
    for (var event : arena.victim().waiting()) {
      var iq = ((StreamEvent.Received) event).element();
      assertThat(iq.attribute("from")).isEqualTo(alice.jid());
    }
    arena.alive();
  }

  @ParameterizedTest(name = "A66: from {0}")
  @ValueSource(strings = {"%BOB%", "localhost", "", "%ALICE%/other", "@", "eve@elsewhere.example"})
  void forgedSenders(String from) {
    var forged = from.replace("%BOB%", arena.bob().jid()).replace("%ALICE%", arena.alice().jid());
    alice.send(
        "<message from='"
            + forged
            + "' to='"
            + arena.victim().jid()
            + "'><body>x</body></message>");
    var next = alice.next();
    assertThat(next.toString()).containsAnyOf("invalid-from", "jid-malformed");
    arena.untouched();
  }

  static Stream<Arguments> lengths() {
    var gothic = "\ud800\udf48";
    return Stream.of(
        Arguments.of("localpart of 1023", "a".repeat(1023) + "@localhost", true),
        Arguments.of("localpart of 1024", "a".repeat(1024) + "@localhost", false),
        Arguments.of("1023 in three-byte characters", "\u3042".repeat(341) + "@localhost", true),
        Arguments.of("1024 in four-byte characters", gothic.repeat(256) + "@localhost", false),
        Arguments.of("1020 and 3", gothic.repeat(255) + "abc@localhost", true),
        Arguments.of("1020 and 4", gothic.repeat(255) + "abcd@localhost", false),
        Arguments.of("resource of 1023", "bob@localhost/" + "a".repeat(1023), true),
        Arguments.of("resource of 1024", "bob@localhost/" + "a".repeat(1024), false),
        Arguments.of("empty resource", "bob@localhost/", false),
        Arguments.of("empty localpart", "@localhost", false));
  }

  @ParameterizedTest(name = "A75: {0}")
  @MethodSource("lengths")
  void lengthsOfParts(String name, String to, boolean allowed) {
    alice.send("<iq type='get' id='len' to='" + to + "'>" + PING + "</iq>");
    var condition = Arena.condition(alice.answer("len"));
    assertThat(condition).as(name).isEqualTo(allowed ? "service-unavailable" : "jid-malformed");
    arena.untouched();
  }

  @ParameterizedTest(name = "A76: {0} is the same domain")
  @ValueSource(strings = {"LOCALHOST", "LocalHost", "\uff4cocalhost"})
  void sameDomain(String domain) {
    var to = arena.bob().name() + "@" + domain;
    alice.send("<message type='chat' to='" + to + "'><body>x</body></message>");
    alice.request("get", PING);
    var message = arena.victim().await(event -> Arena.is(event, "message"));
    assertThat(message.toString()).contains(arena.bob().name() + "@localhost");
    arena.untouched();
  }

  @ParameterizedTest(name = "A76: {0} is another domain, or none")
  @ValueSource(
      strings = {"localhost..", "localhost:5222", "127.0.0.1", "[::1]", "local host", ".localhost"})
  void otherDomain(String domain) {
    alice.send("<iq type='get' id='dom' to='bob@" + domain + "'>" + PING + "</iq>");
    assertThat(Arena.condition(alice.answer("dom")))
        .isIn("jid-malformed", "remote-server-not-found");
    arena.untouched();
  }

  @ParameterizedTest(name = "A76: the served domain as {0}")
  @ValueSource(strings = {"m\u00fcller.example", "xn--mller-kva.example", "M\u00dcLLER.example"})
  void servedDomain(String domain) {
    alice.send("<iq type='get' id='own' to='" + domain + "'>" + PING + "</iq>");
    assertThat(alice.answer("own").attribute("type")).isEqualTo("result");
    arena.untouched();
  }

  @Test
  @DisplayName("A76: a block holds for every spelling of the name")
  void blockedSpelling() {
    var carl = arena.accounts().create("carl");
    try (var client = TestClient.login(arena.server(), carl, "x")) {
      var name = arena.alice().name().toUpperCase(java.util.Locale.ROOT) + "@LOCALHOST";
      client.request("set", "<block xmlns='urn:xmpp:blocking'><item jid='" + name + "'/></block>");
      alice.send("<iq type='get' id='blk' to='" + client.jid() + "'>" + PING + "</iq>");
      assertThat(Arena.condition(alice.answer("blk"))).isEqualTo("service-unavailable");
    }
    arena.untouched();
  }

  @ParameterizedTest(name = "A82: {0}")
  @ValueSource(
      strings = {
        "<iq type='result' id='1' to='localhost'/>",
        "<iq type='error' id='1' to='localhost'/>",
        "<iq type='result' id='1'><query xmlns='jabber:iq:roster'/></iq>",
        "<iq type='result' id='1' to='%BOB%'/>"
      })
  void unaskedAnswers(String xml) {
    alice.send(xml.replace("%BOB%", arena.bob().jid()));
    alice.request("get", PING);
    assertThat(alice.waiting()).isEmpty();
    arena.untouched();
  }

  @ParameterizedTest(name = "A83: a delay of {0}")
  @ValueSource(strings = {"9999-12-31T23:59:59Z", "2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z"})
  void forgedDelays(String stamp) {
    var carl = arena.accounts().create("carl");
    for (var from : List.of("localhost", carl.jid(), "LOCALHOST")) {
      alice.send(
          "<message type='chat' to='"
              + carl.jid()
              + "'><body>x</body><delay xmlns='urn:xmpp:delay' from='"
              + from
              + "' stamp='"
              + stamp
              + "'/></message>");
    }
    alice.request("get", PING);
    try (var client = TestClient.login(arena.server(), carl, null)) {
      client.send("<presence/>");
      for (int i = 0; i < 3; i++) {
        var message = client.await(event -> Arena.is(event, "message"));
        var delays =
            ((StreamEvent.Received) message)
                .element()
                .children()
                .filter(child -> child.local().equals("delay"))
                .toList();
        assertThat(delays).hasSize(1);
        assertThat(Instant.parse(String.valueOf(delays.get(0).attribute("stamp"))))
            .isBetween(Instant.now().minus(1, ChronoUnit.HOURS), Instant.now().plusSeconds(60));
      }
    }
    arena.untouched();
  }

  @ParameterizedTest(name = "A93: {0}")
  @ValueSource(
      strings = {
        PING,
        "<query xmlns='jabber:iq:version'/>",
        "<query xmlns='http://jabber.org/protocol/disco#info'/>",
        "<query xmlns='jabber:iq:roster'/>",
        "<unknown xmlns='urn:unknown'/>"
      })
  void strangersCannotTellWhoExists(String payload) {
    var offline = arena.accounts().create("offline");
    var blocking = arena.accounts().create("blocking");
    var unknown = arena.accounts().imagine("unknown");
    try (var client = TestClient.login(arena.server(), blocking, null)) {
      client.request(
          "set",
          "<block xmlns='urn:xmpp:blocking'><item jid='" + arena.alice().jid() + "'/></block>");
      client.send("<presence/>");
      client.await(event -> Arena.is(event, "presence"));
      var expected = answer(unknown, "", payload);
      assertThat(answer(offline, "", payload)).isEqualTo(expected);
      assertThat(answer(blocking, "", payload)).isEqualTo(expected);
      expected = answer(unknown, "/x", payload);
      assertThat(answer(offline, "/x", payload)).isEqualTo(expected);
      assertThat(answer(blocking, "/x", payload)).isEqualTo(expected);
    }
    arena.untouched();
  }

  /** What alice gets, with the name taken out. */
  private String answer(Account account, String resource, String payload) {
    var to = account.jid() + resource;
    alice.send("<iq type='get' id='who' to='" + to + "'>" + payload + "</iq>");
    return alice.answer("who").toString().replace(account.name(), "NAME");
  }

  @Test
  @DisplayName("A93: a request to subscribe is answered the same, that is not at all")
  void subscriptionsTellNothing() {
    for (var account :
        List.of(arena.accounts().create("offline"), arena.accounts().imagine("unknown"))) {
      alice.send("<presence type='subscribe' to='" + account.jid() + "'/>");
      alice.request("get", PING);
      var answers =
          alice.waiting().stream()
              .filter(event -> Arena.is(event, "presence"))
              .map(event -> ((StreamEvent.Received) event).element())
              .filter(presence -> account.jid().equals(presence.attribute("from")))
              .map(Xml.Element::toString);
      assertThat(answers).as(account.jid()).isEmpty();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A95: capabilities that nobody can verify change nothing")
  void capabilities() {
    for (int i = 0; i < 1_500; i++) {
      alice.send(
          "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:x' ver='"
              + i
              + "'/></presence>");
    }
    alice.request("get", PING);
    arena.untouched();
  }

  @ParameterizedTest(name = "A112: {0} is not answered")
  @ValueSource(
      strings = {
        "<message type='error' to='nobody@localhost'/>",
        "<message type='error' to='bob@elsewhere.example'/>",
        "<message type='error' to='@@'/>",
        "<presence type='error' to='nobody@localhost/x'/>",
        "<presence type='error' to='bob@elsewhere.example'/>",
        "<iq type='error' id='e' to='nobody@localhost'/>",
        "<iq type='result' id='e' to='bob@elsewhere.example'/>",
        "<iq type='error' id='e' to='localhost'/>"
      })
  void errorsAreNotAnswered(String xml) {
    alice.send(xml);
    alice.request("get", PING);
    alice.request("get", PING);
    assertThat(alice.waiting()).isEmpty();
    arena.untouched();
  }
}
