package dev.parley.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More of everything than there should be. Limits are small, so that tests reach them soon. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExhaustionAttackIT {
  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final long MEGABYTE = 1024L * 1024;
  private static final Duration SOON = Duration.ofSeconds(30);

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "limits.stream.outboundBytes", "65536",
                "limits.stream.unacknowledgedStanzas", "20",
                "limits.stream.unacknowledgedBytes", "100000",
                "limits.account.offlineMessages", "100",
                "limits.account.rosterItems", "50",
                "limits.account.pendingSubscriptions", "5",
                "limits.account.directedPresences", "100",
                "limits.account.privateXmlBytes", "50000",
                "limits.account.vcardBytes", "50000"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @AfterEach
  void forgive() {
    arena.forgive();
  }

  /** 150 connections from ten addresses instead of 5 000; limits of 20 and 50. */
  @Test
  @DisplayName("A104: many connections from one address and one network")
  void manyConnections() {
    var limits =
        Map.of(
            "limits.connections.perAddress", "20",
            "limits.connections.perPrefix", "50",
            "limits.connections.newPerSecondPerPrefix", "1000",
            "limits.connections.newBurstPerPrefix", "1000");
    try (var small = new Arena(limits)) {
      var attackers = new ArrayList<Attacker>();
      for (int i = 0; i < 30; i++) {
        attackers.add(Attacker.connect(small.server().c2s(), "127.7.7.1"));
      }
      Eventually.holds(SOON, () -> assertThat(small.server().server().connections()).isEqualTo(21));
      for (int i = 0; i < 120; i++) {
        attackers.add(Attacker.connect(small.server().c2s(), "127.7.7." + (2 + i % 9)));
      }
      small.untouched();
      Eventually.holds(SOON, () -> assertThat(small.server().server().connections()).isEqualTo(51));
      attackers.forEach(Attacker::close);
      Eventually.holds(SOON, () -> assertThat(small.server().server().connections()).isEqualTo(1));
      try (var again = Attacker.connect(small.server().c2s(), "127.7.7.1")) {
        again.send(HEADER);
        again.until("<stream:features");
      }
    }
  }

  @Test
  @DisplayName("A33, A104: handshakes that do not end count as connections")
  void manyHandshakes() {
    var limits = Map.of("limits.connections.perAddress", "20", "limits.stream.tlsTimeout", "5s");
    try (var small = new Arena(limits)) {
      var attackers = new ArrayList<Attacker>();
      for (int i = 0; i < 30; i++) {
        attackers.add(Attacker.connect(small.server().directTls(), "127.7.9.1"));
      }
      Eventually.holds(SOON, () -> assertThat(small.server().server().connections()).isEqualTo(21));
      small.untouched();
      attackers.forEach(attacker -> attacker.untilCut(SOON));
      Eventually.holds(SOON, () -> assertThat(small.server().server().connections()).isEqualTo(1));
      attackers.forEach(Attacker::close);
    }
  }

  @Test
  @DisplayName("A104: connections that come too fast")
  void fastConnections() {
    var limits =
        Map.of(
            "limits.connections.newPerSecondPerPrefix", "1",
            "limits.connections.newBurstPerPrefix", "10");
    try (var small = new Arena(limits)) {
      int served = 0;
      for (int i = 0; i < 40; i++) {
        try (var attacker = Attacker.connect(small.server().c2s(), "127.7.8." + (1 + i % 5))) {
          attacker.send(HEADER);
          attacker.readOnce();
          served += attacker.text().isEmpty() ? 0 : 1;
        }
      }
      assertThat(served).isBetween(10, 30);
      small.untouched();
    }
  }

  /** 400 messages in one go against 40 a second, instead of 2 000 a second for a minute. */
  @Test
  @DisplayName("A106: a flood of messages is slowed down to the budget")
  void messageFlood() {
    var limits = Map.of("limits.rate.stanzasPerSecond", "40", "limits.rate.stanzasBurst", "50");
    try (var small = new Arena(limits)) {
      var alice = small.login();
      var flood = "<message to='" + small.victim().jid() + "'><body>x</body></message>";
      long begin = System.nanoTime();
      for (int i = 0; i < 400; i++) {
        alice.send(flood);
      }
      small.alive();
      var answered = alice.patience(Duration.ofSeconds(40)).request("get", PING);
      var took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(answered.attribute("type")).isEqualTo("result");
      assertThat(took).isGreaterThan(Duration.ofSeconds(4));
      alice.drop();
      small.forgive();
    }
  }

  /**
   * 150 messages against 100, instead of a million; {@code -Dparley.security.offline=1000000} is
   * the long form.
   */
  @Test
  @DisplayName("A107: messages to somebody who is away, beyond the quota")
  void offlineFlood() {
    int flood = Integer.getInteger("parley.security.offline", 150);
    var carl = arena.accounts().create("carl");
    try (var alice = arena.login()) {
      for (int sent = 0; sent < flood; sent += 150) {
        for (int i = 0; i < 150; i++) {
          alice.send(
              "<message type='chat' to='" + carl.jid() + "'><body>" + i + "</body></message>");
        }
        for (int i = sent == 0 ? 100 : 0; i < 150; i++) {
          var error = ((StreamEvent.Received) alice.await(e -> Arena.is(e, "message"))).element();
          assertThat(Arena.condition(error)).isIn("service-unavailable", "resource-constraint");
        }
      }
      alice.request("get", PING);
      assertThat(alice.waiting()).isEmpty();
    }
    assertThat(offlineMessages(carl)).isEqualTo(100);
    arena.untouched();
  }

  private static long offlineMessages(Account account) {
    try (var client = TestClient.login(arena.server(), account, null)) {
      client.send("<presence/>");
      client.await(event -> Arena.is(event, "presence"));
      client.request("get", PING);
      client.request("get", PING);
      return client.waiting().stream().filter(event -> Arena.is(event, "message")).count();
    }
  }

  @Test
  @DisplayName("A110: directed presence to many addresses")
  void directedPresence() {
    try (var alice = arena.login()) {
      for (int i = 0; i < 300; i++) {
        alice.send("<presence to='" + arena.bob().name() + i + "@localhost/x'/>");
      }
      Eventually.holds(
          SOON,
          () ->
              assertThat(alice.waiting().stream().filter(event -> Arena.is(event, "presence")))
                  .hasSizeGreaterThanOrEqualTo(150));
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A110: a flood of presence reaches contacts in moderation, and the last of it does")
  void presenceFlood() {
    var limits =
        Map.of("limits.rate.stanzasPerSecond", "10000", "limits.rate.stanzasBurst", "10000");
    try (var small = new Arena(limits)) {
      var alice = small.login();
      alice.send("<presence/>");
      befriend(alice, small);
      small.forgive();
      for (int i = 0; i < 300; i++) {
        alice.send("<presence><status>" + i + "</status></presence>");
      }
      alice.request("get", PING);
      Eventually.holds(
          SOON,
          () -> assertThat(small.victim().waiting().toString()).contains("<status>299</status>"));
      assertThat(small.victim().waiting()).hasSizeLessThan(60);
      alice.drop();
      small.forgive();
    }
  }

  /** Bob sees alice's presence afterwards. */
  private static void befriend(TestClient alice, Arena arena) {
    var bob = arena.victim();
    bob.send("<presence type='subscribe' to='" + arena.alice().jid() + "'/>");
    alice.await(event -> event.toString().contains("type='subscribe'"));
    alice.send("<presence type='subscribed' to='" + arena.bob().jid() + "'/>");
    bob.await(event -> event.toString().contains("from='" + alice.jid()));
  }

  @Test
  @DisplayName("A111: roster items, groups and names beyond the quota")
  void rosterQuota() {
    var hoarder = arena.accounts().create("hoarder");
    try (var client = TestClient.login(arena.server(), hoarder, null)) {
      int refused = 0;
      for (int i = 0; i < 60; i++) {
        refused +=
            Arena.condition(set(client, "<item jid='c" + i + "@localhost'/>")).isEmpty() ? 0 : 1;
      }
      assertThat(refused).isEqualTo(10);
      var huge = "n".repeat(20_000);
      assertThat(Arena.condition(set(client, "<item jid='c1@localhost' name='" + huge + "'/>")))
          .isNotEmpty();
      assertThat(
              Arena.condition(
                  set(client, "<item jid='c1@localhost'><group>" + huge + "</group></item>")))
          .isNotEmpty();
      for (int i = 60; i < 120; i++) {
        client.send("<presence type='subscribe' to='c" + i + "@localhost'/>");
      }
      var roster = client.request("get", "<query xmlns='jabber:iq:roster'/>");
      assertThat(roster.child("query").orElseThrow().children().count()).isEqualTo(50);
    }
    arena.untouched();
  }

  private static Xml.Element set(TestClient client, String item) {
    return client.request("set", "<query xmlns='jabber:iq:roster'>" + item + "</query>");
  }

  @Test
  @DisplayName("A111: requests to subscribe that wait for an answer")
  void pendingRequests() {
    var popular = arena.accounts().create("popular");
    for (int i = 0; i < 8; i++) {
      try (var fan = TestClient.login(arena.server(), arena.accounts().create("fan"), null)) {
        fan.send("<presence type='subscribe' to='" + popular.jid() + "'/>");
        fan.request("get", PING);
      }
    }
    try (var client = TestClient.login(arena.server(), popular, null)) {
      client.send("<presence/>");
      client.await(event -> Arena.is(event, "presence"));
      client.request("get", PING);
      client.request("get", PING);
      assertThat(client.waiting().stream().filter(event -> Arena.is(event, "presence")))
          .hasSizeBetween(4, 5);
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A114: stanzas that are never acknowledged, too many")
  void neverAcknowledged() {
    neverAcknowledged(40, "x");
  }

  @Test
  @DisplayName("A114: stanzas that are never acknowledged, too large")
  void neverAcknowledgedBytes() {
    neverAcknowledged(15, "x".repeat(15_000));
  }

  /** The session ends, and what it was sent waits for the next. */
  private static void neverAcknowledged(int count, String body) {
    var lazy = arena.accounts().create("lazy");
    var session = TestClient.login(arena.server(), lazy, null);
    session.send("<enable xmlns='urn:xmpp:sm:3'/>");
    session.nextElement("enabled");
    session.send("<presence/>");
    session.await(event -> Arena.is(event, "presence"));
    try (var alice = arena.login()) {
      for (int i = 0; i < count; i++) {
        alice.send(
            "<message type='chat' to='" + lazy.jid() + "'><body>" + body + "</body></message>");
        alice.request("get", PING);
      }
    }
    assertThat(Arena.end(session)).isEqualTo("policy-violation");
    Eventually.holds(SOON, () -> assertThat(arena.server().server().connections()).isEqualTo(1));
    assertThat(offlineMessages(lazy)).isEqualTo(count);
    arena.untouched();
  }

  /** 60 sessions instead of 1 000, and room for ten. */
  @Test
  @DisplayName("A114: of many sessions that wait for their clients few are kept, the oldest go")
  void hibernating() {
    try (var small = new Arena(Map.of("limits.account.sessions", "10"))) {
      var ghost = small.accounts().create("ghost");
      for (int i = 1; i <= 60; i++) {
        var session = TestClient.login(small.server(), ghost, "ghost" + i);
        session.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        session.nextElement("enabled");
        session.drop();
      }
      Eventually.holds(
          SOON, () -> assertThat(hibernating(small)).hasSize(10).contains("ghost60", "ghost51"));
      try (var session = TestClient.login(small.server(), ghost, "alive")) {
        assertThat(session.request("get", PING).attribute("type")).isEqualTo("result");
      }
      small.untouched();
    }
  }

  /** The resources of sessions whose connection is lost. */
  private static List<String> hibernating(Arena small) {
    return small.server().run("session list", new JsonObject()).getJsonArray("sessions").stream()
        .map(JsonObject.class::cast)
        .filter(session -> session.getBoolean("hibernating"))
        .map(session -> session.getString("jid").split("/", 2)[1])
        .toList();
  }

  @Test
  @DisplayName("A119: what is stored at once is bounded")
  void storedXml() {
    try (var alice = arena.login()) {
      var photo = "<vCard xmlns='vcard-temp'><PHOTO><BINVAL>" + "A".repeat(60_000);
      assertThat(Arena.condition(alice.request("set", photo + "</BINVAL></PHOTO></vCard>")))
          .isNotEmpty();
      var bookmark = "<query xmlns='jabber:iq:private'><a xmlns='urn:a'>" + "A".repeat(60_000);
      assertThat(Arena.condition(alice.request("set", bookmark + "</a></query>"))).isNotEmpty();
    }
    var alice = arena.login();
    alice.send("<iq type='set' id='v'><vCard xmlns='vcard-temp'>" + "A".repeat(300_000));
    assertThat(Arena.end(alice)).isEqualTo("policy-violation");
    arena.untouched();
  }

  @Test
  @DisplayName("A121: requests whose answers are never read")
  void answersNeverRead() throws Exception {
    var attacker = loggedIn();
    var request =
        "<iq type='get' id='d' to='localhost'><query"
            + " xmlns='http://jabber.org/protocol/disco#info'/></iq>";
    var flood = request.repeat(50).getBytes(UTF_8);
    var thread =
        new Thread(() -> {
          for (int i = 0; i < 4_000 && attacker.send(flood); i++) {}
        });
    thread.setDaemon(true);
    thread.start();
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> assertThat(arena.server().server().connections()).isEqualTo(1));
    arena.untouched();
    attacker.reset();
    thread.join(5_000);
  }

  @Test
  @DisplayName("A121: messages for somebody who reads nothing")
  void messagesNeverRead() {
    var attacker = loggedIn();
    attacker.send("<presence/>");
    attacker.until("<presence");
    var body = "x".repeat(20_000);
    var to = arena.alice().jid();
    for (int i = 0; i < 1_500 && arena.server().server().connections() > 1; i++) {
      arena.victim().send("<message to='" + to + "'><body>" + body + "</body></message>");
      arena.victim().request("get", PING);
    }
    Eventually.holds(SOON, () -> assertThat(arena.server().server().connections()).isEqualTo(1));
    arena.alive();
    attacker.reset();
  }

  /** Alice, without a reader. */
  private static Attacker loggedIn() {
    try {
      var alice = arena.alice();
      var attacker = Attacker.connectTls(arena.server().directTls(), "TLSv1.3");
      var plain = "\0" + alice.name() + "\0" + alice.password();
      attacker.send(
          HEADER
              + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
              + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8))
              + "</auth>");
      attacker.until("<success");
      attacker.send(
          HEADER + "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
      attacker.until("</jid>");
      return attacker;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** 20 000 names instead of a million. */
  @Test
  @DisplayName("A123: names chosen by strangers do not stay")
  void manyNames() {
    var alice = arena.login();
    names(alice, 0, 4_000);
    long before = heap();
    names(alice, 4_000, 20_000);
    assertThat(heap() - before).isLessThan(20 * MEGABYTE);
    alice.drop();
    arena.untouched();
  }

  private static void names(TestClient client, int from, int to) {
    for (int i = from; i < to; i += 100) {
      var batch = new StringBuilder();
      for (int n = i; n < i + 100; n++) {
        batch.append("<iq type='result' id='r").append(n).append("' to='u").append(n);
        batch.append("@localhost/r").append(n).append("'><e").append(n);
        batch.append(" xmlns='urn:n").append(n).append("' a").append(n).append("=''/></iq>");
      }
      client.send(batch.toString());
    }
    client.request("get", PING);
  }

  private static long heap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** 4 096 strings whose hash codes are all equal. */
  @Test
  @DisplayName("A124: names with equal hash codes cost no more than others")
  void equalHashCodes() {
    var colliding =
        IntStream.range(0, 4_096)
            .mapToObj(i -> Integer.toBinaryString(4_096 + i).replace("0", "Aa").replace("1", "BB"))
            .toList();
    assertThat(colliding.stream().map(String::hashCode).distinct()).hasSize(1);
    try (var alice = arena.login()) {
      var elements = new StringBuilder();
      colliding.forEach(name -> elements.append('<').append(name).append("/>"));
      alice.send("<message to='" + arena.victim().jid() + "'>" + elements + "</message>");
      var stanzas = new StringBuilder();
      for (var name : colliding) {
        stanzas.append("<iq type='get' id='").append(name).append("' to='").append(name);
        stanzas.append("@localhost/").append(name).append("'>").append(PING).append("</iq>");
      }
      alice.send(stanzas.toString());
      alice.answer(colliding.get(4_095));
      alice.request("get", PING);
    }
    arena.alive();
  }
}
