package dev.parley.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that are no streams, or too much of one. */
final class XmlAttackIT {
  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final Set<String> FORBIDDEN = Set.of("restricted-xml", "not-well-formed");
  private static final Set<String> BROKEN = Set.of("not-well-formed");
  private static final Set<String> TOO_MUCH = Set.of("policy-violation");
  private static final long MEGABYTE = 1024L * 1024;

  private static Arena arena;

  /** Where on its way a stream is when it is attacked. */
  enum State {
    BEFORE_TLS {
      @Override
      TestClient open(Arena arena) {
        return arena.plain();
      }
    },
    BEFORE_LOGIN {
      @Override
      TestClient open(Arena arena) {
        return arena.tls();
      }
    },
    SESSION {
      @Override
      TestClient open(Arena arena) {
        return arena.login();
      }
    };

    abstract TestClient open(Arena arena);
  }

  @BeforeAll
  static void start() {
    arena = new Arena(Map.of());
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  static Stream<Arguments> brokenStreams() {
    var rows = new ArrayList<Arguments>();
    for (var state : State.values()) {
      row(rows, state, "A1 document type in the stream", "<!DOCTYPE a>", FORBIDDEN);
      row(rows, state, "A1 entity declared", "<!ENTITY a 'b'>", FORBIDDEN);
      row(rows, state, "A5 unknown entity", message("&a;"), FORBIDDEN);
      row(rows, state, "A6 instruction between stanzas", "<?x y?>", FORBIDDEN);
      row(rows, state, "A6 instruction inside", message("a<?x y?>b"), FORBIDDEN);
      row(rows, state, "A7 comment between stanzas", "<!--x-->", FORBIDDEN);
      row(rows, state, "A7 comment inside", message("pay<!--x-->pal"), FORBIDDEN);
      for (var control : List.of("\u0000", "\u0001", "\u000b", "\u001f", "&#0;", "&#1;")) {
        var name = "A12 control character " + (int) control.charAt(0) + " ";
        row(rows, state, name + "in text", message("a" + control), BROKEN);
        row(rows, state, name + "in attribute", "<message id='" + control + "'/>", BROKEN);
      }
      row(rows, state, "A12 control character in a name", "<mess\u0001age/>", BROKEN);
      row(rows, state, "A15 50 000 attributes", attributes(50_000), TOO_MUCH);
      row(rows, state, "A17 100 000 elements in each other", "<a>".repeat(100_000), TOO_MUCH);
      row(rows, state, "A19 attribute twice", "<message id='a' id='b'/>", BROKEN);
      row(
          rows,
          state,
          "A19 attribute twice by two prefixes",
          "<message xmlns:a='n' xmlns:b='n' a:x='1' b:x='2'/>",
          BROKEN);
      row(rows, state, "A24 wrong end tag", "<message><body>a</message></body>", BROKEN);
      row(rows, state, "A24 stream ends in a stanza", "<message></stream:stream>", BROKEN);
      row(rows, state, "A24 end tag alone", "</message>", BROKEN);
    }
    return rows.stream();
  }

  private static void row(
      List<Arguments> rows, State state, String name, String xml, Set<String> conditions) {
    rows.add(Arguments.of(name, state, xml, conditions));
  }

  /** To bob, from nobody who may: it must not arrive, neither whole nor in part. */
  private static String message(String body) {
    return "<message to='" + "%BOB%" + "'><body>" + body + "</body></message>";
  }

  private static String attributes(int count) {
    var xml = new StringBuilder("<message");
    IntStream.range(0, count).forEach(i -> xml.append(" a").append(i).append("=''"));
    return xml.append("/>").toString();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("brokenStreams")
  void brokenStreamsEnd(String name, State state, String xml, Set<String> conditions) {
    var client = state.open(arena);
    client.send(xml.replace("%BOB%", arena.victim().jid()));
    assertThat(conditions).as(name).contains(Arena.end(client));
    arena.untouched();
  }

  @Test
  @DisplayName("A1, A5: entity bombs in the prolog")
  void entityBombs() {
    var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a0 'ha'>");
    for (int i = 1; i <= 9; i++) {
      bomb.append("<!ENTITY a").append(i).append(" '").append(("&a" + (i - 1) + ";").repeat(10));
      bomb.append("'>");
    }
    var quadratic =
        "<!DOCTYPE s [<!ENTITY a '" + "x".repeat(100_000) + "'>]>" + HEADER + "&a;".repeat(1_000);
    for (var attack : List.of(bomb + "]>" + HEADER + "&a9;", quadratic)) {
      for (var attacker : both()) {
        attacker.send(attack);
        assertThat(attacker.end()).containsAnyOf("<restricted-xml", "<not-well-formed");
        attacker.close();
      }
    }
    arena.untouched();
  }

  /** One connection to each port. */
  private static List<Attacker> both() {
    try {
      return List.of(
          Attacker.connect(arena.server().c2s()),
          Attacker.connectTls(arena.server().directTls(), "TLSv1.3"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("A3: external entities are not fetched")
  void externalEntities() throws Exception {
    try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(300);
      for (var place :
          List.of("file:///etc/passwd", "http://127.0.0.1:" + listener.getLocalPort())) {
        var declared = "<!DOCTYPE s [<!ENTITY e SYSTEM '" + place + "'>]>";
        for (var attacker : both()) {
          attacker.send("<?xml version='1.0'?>" + declared + HEADER + "<a>&e;</a>");
          assertThat(attacker.end()).doesNotContain("root:").contains("error");
          attacker.close();
        }
        for (var state : State.values()) {
          var client = state.open(arena);
          client.send(declared + "<message to='" + arena.bob() + "'><body>&e;</body></message>");
          assertThat(FORBIDDEN).contains(Arena.end(client));
        }
      }
      assertThat(contacted(listener)).isFalse();
    }
    arena.untouched();
  }

  private static boolean contacted(ServerSocket listener) throws Exception {
    try (var connection = listener.accept()) {
      return connection.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  @Test
  @DisplayName("A12: characters that only look forbidden arrive as they are, or not at all")
  void unusualCharacters() {
    try (var alice = arena.login()) {
      var text = "\u007f\u0085\u009f\ufffd";
      alice.send(message(text).replace("%BOB%", arena.victim().jid()));
      alice.request("get", "<ping xmlns='urn:xmpp:ping'/>");
    }
    arena.victim().await(event -> Arena.is(event, "message"));
    arena.untouched();
  }

  /** 5 connections instead of 20: each is independent of the others. */
  @Test
  @DisplayName("A13: 20 MB without login")
  void hugeStanzaBeforeLogin() {
    var attackers = IntStream.range(0, 5).mapToObj(i -> Attacker.connect(arena.server().c2s()));
    for (var attacker : attackers.toList()) {
      attacker.send(HEADER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
      long sent = attacker.flood("a".repeat(1_000).getBytes(UTF_8), 20 * MEGABYTE);
      assertThat(attacker.end()).contains("<policy-violation");
      assertThat(sent).isLessThan(10 * MEGABYTE);
      attacker.close();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A17: cut in the middle of a deep element, nothing stays")
  void halfOfADeepElement() {
    for (int i = 0; i < 50; i++) {
      var attacker = Attacker.connect(arena.server().c2s());
      attacker.send(HEADER + "<a>".repeat(40));
      attacker.reset();
    }
    onlyTheVictimRemains();
    arena.untouched();
  }

  static Stream<Arguments> headers() {
    var streams = "xmlns:stream='http://etherx.jabber.org/streams'";
    var jabber = "xmlns='jabber:client' ";
    return Stream.of(
        Arguments.of(
            "wrong namespace of streams",
            "<stream:stream to='localhost' version='1.0' " + jabber + "xmlns:stream='urn:x'>",
            "invalid-namespace"),
        Arguments.of(
            "wrong content namespace",
            "<stream:stream to='localhost' version='1.0' xmlns='urn:x' " + streams + ">",
            "invalid-namespace"),
        Arguments.of(
            "no version",
            "<stream:stream to='localhost' " + jabber + streams + ">",
            "unsupported-version"),
        Arguments.of(
            "unknown domain",
            "<stream:stream to='&lt;script>.example' version='1.0' " + jabber + streams + ">",
            ""),
        Arguments.of(
            "empty domain", "<stream:stream to='' version='1.0' " + jabber + streams + ">", ""),
        Arguments.of(
            "domain of 3 kB",
            "<stream:stream to='" + "a".repeat(3_000) + "' version='1.0' " + jabber + streams + ">",
            ""),
        Arguments.of("no stream", "<message " + jabber + ">", ""),
        Arguments.of("two headers", HEADER + HEADER, ""));
  }

  @ParameterizedTest(name = "A20: {0}")
  @MethodSource("headers")
  void wrongHeaders(String name, String header, String condition) {
    for (var attacker : both()) {
      attacker.send(header);
      var answer = attacker.end();
      assertThat(answer).as(name).contains("<stream:error", "</stream:stream>", condition);
      assertThat(answer).doesNotContain("<script", "aaaaaaaaaaaaaaaa");
      attacker.close();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A24: what follows the end of a stream does nothing")
  void afterTheEnd() {
    var alice = arena.login();
    alice.send("</stream:stream>" + message("late").replace("%BOB%", arena.victim().jid()));
    Arena.end(alice);
    arena.untouched();
  }

  @Test
  @DisplayName("A25: 50 MB of white space before login")
  void whiteSpace() {
    for (var before : List.of("", "<?xml version='1.0'?>", HEADER)) {
      var attacker = Attacker.connect(arena.server().c2s());
      attacker.send(before);
      long sent = attacker.flood(" \n".repeat(4_000).getBytes(UTF_8), 50 * MEGABYTE);
      assertThat(attacker.end()).contains("</stream:stream>");
      assertThat(sent).isLessThan(20 * MEGABYTE);
      attacker.close();
    }
    arena.untouched();
  }

  /** Elements that are each allowed, one after the other: the budget of all bytes ends it. */
  @Test
  @DisplayName("A25: the budget before login counts everything")
  void bytesBeforeLogin() {
    var attacker = Attacker.connect(arena.server().c2s());
    attacker.send(HEADER);
    var element = "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + "a".repeat(9_000);
    int sent = 0;
    while (!attacker.ended() && sent < 20) {
      attacker.flood((element + "</response>").getBytes(UTF_8), 1);
      sent++;
    }
    assertThat(attacker.end()).contains("<policy-violation");
    arena.untouched();
  }

  /** 20 connections instead of 50. */
  @Test
  @DisplayName("A26: many small things in one stanza before login")
  void amplification() {
    long before = heap();
    var attackers = new ArrayList<Attacker>();
    var distinct = new StringBuilder();
    IntStream.range(0, 30_000).forEach(i -> distinct.append("<a").append(i).append("/>"));
    for (var content :
        List.of("<a/>".repeat(60_000), "x<a/>".repeat(50_000), distinct.toString())) {
      for (int i = 0; i < 7; i++) {
        var attacker = Attacker.connect(arena.server().c2s());
        attackers.add(attacker);
        attacker.send(HEADER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + content);
      }
    }
    for (var attacker : attackers) {
      assertThat(attacker.end()).contains("<policy-violation");
    }
    assertThat(heap() - before).isLessThan(100 * MEGABYTE);
    attackers.forEach(Attacker::close);
    arena.untouched();
  }

  /** In bytes, after a collection. */
  private static long heap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** 100 connections in each state instead of 20 000. */
  @Test
  @DisplayName("A27: short connections leave nothing behind")
  void shortConnections() throws Exception {
    for (int i = 0; i < 100; i++) {
      var tcp = Attacker.connect(arena.server().c2s());
      var header = Attacker.connect(arena.server().c2s());
      header.send(HEADER);
      var tls = Attacker.connect(arena.server().directTls());
      tls.send(new byte[] {0x16, 0x03, 0x01});
      var proceeding = Attacker.connect(arena.server().c2s());
      proceeding.send(HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
      for (var attacker : List.of(tcp, header, tls, proceeding)) {
        if (i % 2 == 0) {
          attacker.reset();
        } else {
          attacker.close();
        }
      }
    }
    for (int i = 0; i < 10; i++) {
      var failed = Attacker.connectTls(arena.server().directTls(), "TLSv1.3");
      failed.send(HEADER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AA==");
      failed.close();
    }
    onlyTheVictimRemains();
    arena.untouched();
  }

  private static void onlyTheVictimRemains() {
    Eventually.holds(
        Duration.ofSeconds(30),
        () -> assertThat(arena.server().server().connections()).isEqualTo(1));
  }
}
