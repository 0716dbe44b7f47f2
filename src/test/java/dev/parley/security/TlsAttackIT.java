package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Endpoint;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways round encryption, and encryption misused. */
final class TlsAttackIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
  private static final String PLAIN =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
          + " mechanism='PLAIN'>AGFsaWNlAHNlY3JldA==</auth>";
  private static final int ALERT = 0x15;
  private static final int HANDSHAKE = 0x16;

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "listen.s2s.host", "127.0.0.1",
                "listen.s2s.port", "0",
                "listen.s2sTls.host", "127.0.0.1",
                "listen.s2sTls.port", "0",
                "limits.stream.tlsTimeout", "1s",
                "limits.stream.loginTimeout", "3s",
                "modules.registration.open", "true"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @Test
  @DisplayName("A30: no login without TLS")
  void loginInClearText() {
    var client = arena.plain();
    client.send(PLAIN);
    assertThat(Arena.condition(client.nextElement("failure"))).isEqualTo("encryption-required");
    client.close();
    arena.untouched();
  }

  @ParameterizedTest(name = "A30: in clear text {0}")
  @ValueSource(
      strings = {
        "<iq type='get' id='a'><query xmlns='jabber:iq:register'/></iq>",
        "<iq type='set' id='a'><query xmlns='jabber:iq:register'><username>eve</username>"
            + "<password>x</password></query></iq>",
        "<iq type='set' id='a'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        "<iq type='get' id='a'><query xmlns='jabber:iq:auth'/></iq>",
        "<resume xmlns='urn:xmpp:sm:3' h='0' previd='x'/>",
        "<message to='bob@localhost'><body>x</body></message>",
        "<presence/>"
      })
  void nothingButStartTls(String xml) {
    var client = arena.plain();
    client.send(xml);
    assertThat(Arena.end(client)).isIn("not-authorized", "unsupported-stanza-type");
    arena.untouched();
  }

  @Test
  @DisplayName("A30: features in clear text offer TLS only")
  void featuresInClearText() {
    try (var client = TestClient.connect(arena.server().c2s(), "localhost")) {
      var features = client.openStream();
      assertThat(features.children().map(child -> child.local())).containsExactly("starttls");
      assertThat(features.children().findFirst().orElseThrow().child("required")).isPresent();
    }
  }

  @ParameterizedTest(name = "A30: clear text sent with <starttls/>: {0}")
  @ValueSource(strings = {PLAIN, "<message to='bob@localhost'/>", "<", "\u0016\u0003"})
  void injectionBeforeTheHandshake(String xml) {
    try (var attacker = Attacker.connect(arena.server().c2s())) {
      attacker.send(HEADER);
      attacker.until("</stream:features>");
      attacker.send(STARTTLS + xml);
      assertThat(attacker.end()).contains("<policy-violation").doesNotContain("<proceed");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A30: clear text instead of the handshake")
  void clearTextAfterProceed() {
    try (var attacker = Attacker.connect(arena.server().c2s())) {
      attacker.send(HEADER + STARTTLS);
      attacker.until("<proceed");
      attacker.send(HEADER + PLAIN);
      attacker.untilCut(PATIENCE);
      assertThat(attacker.text()).doesNotContain("<success", "<failure");
    }
    arena.untouched();
  }

  /** A hello as old or careless clients send it; what is asked for is never agreed to. */
  static Stream<Arguments> weakHandshakes() {
    return Stream.of(
        Arguments.of("SSL 3.0", 0x0300, List.of(0xc02f, 0xc013, 0x002f)),
        Arguments.of("TLS 1.0", 0x0301, List.of(0xc02f, 0xc013, 0x002f)),
        Arguments.of("TLS 1.1", 0x0302, List.of(0xc02f, 0xc013, 0x002f)),
        Arguments.of("RC4", 0x0303, List.of(0x0005, 0xc011, 0xc007)),
        Arguments.of("3DES", 0x0303, List.of(0x000a, 0xc012, 0xc008)),
        Arguments.of("export", 0x0303, List.of(0x0003, 0x0006, 0x0008, 0x0014)),
        Arguments.of("no encryption", 0x0303, List.of(0x0000, 0x0001, 0x0002, 0xc010, 0xc006)),
        Arguments.of("anonymous", 0x0303, List.of(0x0018, 0x0034, 0x00a6, 0xc018)),
        Arguments.of("finite field groups", 0x0303, List.of(0x0033, 0x0039, 0x009e, 0x009f)),
        Arguments.of("no forward secrecy", 0x0303, List.of(0x002f, 0x0035, 0x009c, 0x009d)));
  }

  @ParameterizedTest(name = "A31: {0}")
  @MethodSource("weakHandshakes")
  void weakHandshakesFail(String name, int version, List<Integer> suites) {
    var hello = clientHello(version, suites);
    for (var attacker : everywhere()) {
      assertThat(firstRecordAfter(attacker, hello)).as(name).isNotEqualTo(HANDSHAKE);
      attacker.close();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A31: the same hello with a modern suite is answered")
  void modernHandshake() {
    // ECDHE with ECDSA and RSA, AES-GCM: what TLS 1.2 has left.
    var hello = clientHello(0x0303, List.of(0xc02f, 0xc030, 0xc02b, 0xc02c));
    for (var attacker : everywhere()) {
      assertThat(firstRecordAfter(attacker, hello)).isEqualTo(HANDSHAKE);
      attacker.close();
    }
  }

  /** About to make a handshake, as a client and as another server, with and without STARTTLS. */
  private static List<Attacker> everywhere() {
    var server = Attacker.connect(s2s());
    server.send(HEADER.replace("jabber:client", "jabber:server") + STARTTLS);
    server.until("tls'/>");
    return List.of(direct(), proceeded(), Attacker.connect(s2sTls()), server);
  }

  private static Endpoint s2s() {
    return new Endpoint("127.0.0.1", arena.server().server().ports().s2s());
  }

  private static Endpoint s2sTls() {
    return new Endpoint("127.0.0.1", arena.server().server().ports().s2sTls());
  }

  private static Attacker direct() {
    return Attacker.connect(arena.server().directTls());
  }

  private static Attacker proceeded() {
    var attacker = Attacker.connect(arena.server().c2s());
    attacker.send(HEADER + STARTTLS);
    attacker.until("tls'/>");
    return attacker;
  }

  /** The type of the record that comes first; that of an alert if the connection just ends. */
  private static int firstRecordAfter(Attacker attacker, byte[] hello) {
    int before = attacker.bytes().length;
    attacker.send(hello);
    attacker.readOnce();
    var answer = attacker.bytes();
    return answer.length > before ? answer[before] : ALERT;
  }

  /** RFC 5246 §7.4.1.2, with the extensions for elliptic curves and signatures. */
  private static byte[] clientHello(int version, List<Integer> suites) {
    var groups = List.of(0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17);
    var formats = List.of(0x00, 0x0b, 0x00, 0x02, 0x01, 0x00);
    var signatures =
        List.of(0x00, 0x0d, 0x00, 0x0a, 0x00, 0x08, 0x04, 0x03, 0x08, 0x04, 0x04, 0x01, 0x05, 0x03);
    int extensions = groups.size() + formats.size() + signatures.size();
    var body = new ArrayList<Integer>(List.of(version >> 8, version & 0xff));
    IntStream.range(0, 32).forEach(body::add);
    body.addAll(List.of(0, 0, suites.size() * 2));
    suites.forEach(suite -> body.addAll(List.of(suite >> 8, suite & 0xff)));
    body.addAll(List.of(1, 0, 0, extensions));
    body.addAll(groups);
    body.addAll(formats);
    body.addAll(signatures);
    int size = body.size();
    var record =
        new ArrayList<Integer>(
            List.of(HANDSHAKE, 3, 1, (size + 4) >> 8, (size + 4) & 0xff, 1, 0, size >> 8));
    record.add(size & 0xff);
    record.addAll(body);
    var bytes = new byte[record.size()];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = record.get(i).byteValue());
    return bytes;
  }

  @ParameterizedTest(name = "A32: renegotiation is refused, to a server {0}")
  @ValueSource(booleans = {false, true})
  void renegotiation(boolean server) throws IOException {
    var place = server ? s2sTls() : arena.server().directTls();
    try (var attacker = Attacker.connectTls(place, "TLSv1.2")) {
      attacker.send(server ? HEADER.replace("jabber:client", "jabber:server") : HEADER);
      attacker.until("</stream:features>");
      assertThatThrownBy(
              () -> {
                attacker.handshakeAgain();
                attacker.send(" ");
                attacker.untilCut(PATIENCE);
                throw new IOException("cut");
              })
          .isInstanceOf(IOException.class);
    }
    arena.untouched();
  }

  /** 300 changes of keys: the server goes on serving others, and may end the flood. */
  @ParameterizedTest(name = "A32: a flood of key updates, to a server {0}")
  @ValueSource(booleans = {false, true})
  void keyUpdates(boolean server) throws IOException {
    var place = server ? s2sTls() : arena.server().directTls();
    try (var attacker = Attacker.connectTls(place, "TLSv1.3")) {
      for (int i = 0; i < 300; i++) {
        attacker.handshakeAgain();
      }
      arena.untouched();
    }
  }

  /** 100 connections instead of 2 000, with a time-out of one second instead of ten. */
  @Test
  @DisplayName("A33: handshakes that never begin or end")
  void slowHandshakes() {
    var attackers = new ArrayList<Attacker>();
    for (int i = 0; i < 50; i++) {
      attackers.add(Attacker.connect(arena.server().directTls()));
      var oneByte = Attacker.connect(arena.server().directTls());
      oneByte.send(new byte[] {HANDSHAKE});
      attackers.add(oneByte);
    }
    attackers.add(proceeded());
    arena.untouched();
    for (var attacker : attackers) {
      attacker.untilCut(PATIENCE);
      attacker.close();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A33: streams that do not log in end, wherever they stop")
  void slowLogins() {
    var silent = Attacker.connect(arena.server().c2s());
    var greeted = arena.plain();
    var secured = arena.tls();
    var exchanging = arena.tls();
    exchanging.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>");
    var unbound = arena.tls();
    unbound.authenticate("SCRAM-SHA-256", arena.alice());
    unbound.openStream();
    silent.untilCut(PATIENCE);
    silent.close();
    for (var client : List.of(greeted, secured, exchanging, unbound)) {
      assertThat(Arena.end(client)).isEqualTo("connection-timeout");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A35, A36: no compression, before or under TLS")
  void compression() {
    var compress =
        "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>";
    for (var client : List.of(arena.plain(), arena.tls(), arena.login())) {
      client.send(compress);
      assertThat(Arena.end(client)).isEqualTo("unsupported-stanza-type");
    }
    try (var client = TestClient.connectTls(arena.server().directTls(), "localhost")) {
      assertThat(client.openStream().children().map(child -> child.local()))
          .doesNotContain("compression");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A40: HTTP to the ports of XMPP")
  void http() throws IOException {
    var request = "GET /%3Cscript%3E HTTP/1.1\r\nHost: localhost\r\nX: <a>reflected</a>\r\n\r\n";
    var secure = Attacker.connectTls(arena.server().directTls(), "TLSv1.3");
    for (var attacker : List.of(Attacker.connect(arena.server().c2s()), direct(), secure)) {
      attacker.send(request);
      assertThat(attacker.end()).doesNotContain("reflected", "script", "HTTP");
      attacker.close();
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A40: XMPP in clear text to the port of TLS")
  void clearTextToTls() {
    try (var attacker = direct()) {
      attacker.send(HEADER + PLAIN);
      attacker.untilCut(PATIENCE);
      assertThat(attacker.text()).doesNotContain("stream:");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A40: another protocol by ALPN")
  void foreignProtocol() {
    var endpoint = arena.server().directTls();
    assertThatThrownBy(() -> open(endpoint, "localhost", List.of("h2", "http/1.1")))
        .isInstanceOf(UncheckedIOException.class);
    arena.untouched();
  }

  @Test
  @DisplayName("A40: the name of an unknown host")
  void unknownHost() {
    try (var client = open(arena.server().directTls(), "unknown.example", List.of("xmpp-client"))) {
      client.sendHeader();
      assertThat(Arena.end(client)).isEqualTo("host-unknown");
    } catch (UncheckedIOException refused) {
      assertThat(refused).hasCauseInstanceOf(IOException.class);
    }
    arena.untouched();
  }

  private static TestClient open(Endpoint endpoint, String host, List<String> protocols) {
    return TestClient.connectTls(endpoint, host, Trust.all(), protocols, event -> {});
  }
}
