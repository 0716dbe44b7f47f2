package dev.parley.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.testing.Endpoint;
import dev.parley.testing.RawWebSocket;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks over WebSocket and BOSH, and by way of proxies. */
final class WebTransportAttackIT {
  private static final String PATH = "/xmpp-websocket";
  private static final Pattern SID = Pattern.compile(" sid='([^']*)'");

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "listen.http.port", "0",
                "listen.proxyProtocol", "[\"127.0.0.2\"]",
                "http.proxies", "[\"127.0.0.3\"]",
                "http.origins", "[\"https://chat.example\"]",
                "limits.connections.perAddress", "40"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  private static Endpoint https() {
    return arena.server().https();
  }

  @ParameterizedTest(name = "RFC 6455 §4.2.1: {0} becomes {1}: {2}")
  @CsvSource({
    "Upgrade: websocket,                 Upgrade: h2c,                        426",
    "Connection: Upgrade,                Connection: keep-alive,              426",
    "Sec-WebSocket-Version: 13,          Sec-WebSocket-Version: 8,            426",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: c2hvcnQ=, 400",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, X-Nothing: x,               400",
    "Sec-WebSocket-Protocol: xmpp,       X-Nothing: x,                        400",
    "Sec-WebSocket-Protocol: xmpp,       Sec-WebSocket-Protocol: chat,        400",
  })
  void handshakes(String header, String instead, int status) throws IOException {
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.set(headers.indexOf(header), instead);
    try (var socket = RawWebSocket.tls(https(), "localhost", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(status);
    }
  }

  @Test
  @DisplayName("A36: no compression is agreed on, however it is asked for")
  void compression() throws IOException {
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.add("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
    try (var socket = RawWebSocket.tls(https(), "localhost", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
    }
  }

  @Test
  @DisplayName("A134: pages of other sites get neither WebSocket nor BOSH where sites are listed")
  void origins() throws IOException {
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.add("Origin: https://evil.example");
    try (var socket = RawWebSocket.tls(https(), "localhost", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(403);
    }
    headers.set(headers.size() - 1, "Origin: https://chat.example");
    try (var socket = RawWebSocket.tls(https(), "localhost", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(101);
    }
  }

  @Test
  @DisplayName("A30, A140: without TLS there is no WebSocket, whoever says that there was some")
  void plain() throws IOException {
    var http = new Endpoint("127.0.0.1", arena.server().server().ports().http());
    try (var socket = RawWebSocket.plain(http, "127.0.0.1", PATH, RawWebSocket.xmpp())) {
      assertThat(socket.status()).isEqualTo(403);
    }
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.add("X-Forwarded-Proto: https");
    headers.add("X-Forwarded-For: 192.0.2.1");
    try (var socket = RawWebSocket.plain(http, "127.0.0.1", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(403);
    }
  }

  @Test
  @DisplayName(
      "A140: what a proxy does not write itself may come from the client, and counts for nothing")
  void otherHeader() throws IOException {
    var http = new Endpoint("127.0.0.1", arena.server().server().ports().http());
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.add("Forwarded: for=192.0.2.1;proto=https");
    try (var socket = RawWebSocket.plain(http, "127.0.0.3", PATH, headers)) {
      assertThat(socket.status()).isEqualTo(403);
    }
  }

  @Test
  @DisplayName("A140: behind a proxy, limits are those of the client's own address")
  void behindProxy() throws IOException {
    var http = new Endpoint("127.0.0.1", arena.server().server().ports().http());
    var headers = new ArrayList<>(RawWebSocket.xmpp());
    headers.add("X-Forwarded-Proto: https");
    headers.add("X-Forwarded-For: 192.0.2.1, 192.0.2.2");
    var open = new ArrayList<RawWebSocket>();
    try {
      for (int i = 0; i < 41; i++) {
        open.add(RawWebSocket.plain(http, "127.0.0.3", PATH, headers));
      }
      assertThat(open.get(39).status()).isEqualTo(101);
      assertThat(open.get(40).status()).isEqualTo(503);
      open.get(0)
          .send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");
      assertThat(open.get(0).read().text()).startsWith("<open ");
      assertThat(open.get(0).read().text())
          .contains("<mechanism>PLAIN</mechanism>")
          .doesNotContain("-PLUS<", "starttls");
      headers.set(headers.size() - 1, "X-Forwarded-For: 192.0.2.3");
      open.add(RawWebSocket.plain(http, "127.0.0.3", PATH, headers));
      assertThat(open.get(41).status()).isEqualTo(101);
    } finally {
      for (var one : open) {
        one.close();
      }
    }
  }

  @Test
  @DisplayName("A140: a PROXY header of somebody who is no proxy is not read as one")
  void untrustedProxyHeader() throws IOException {
    var answer = say("127.0.0.1", "PROXY TCP4 192.0.2.1 192.0.2.2 1 5222\r\n" + HEADER);
    assertThat(answer).contains("<stream:error>").doesNotContain("<stream:features>");
    arena.untouched();
  }

  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  @Test
  @DisplayName("the PROXY header of a proxy is read, and what came with it is not lost")
  void trustedProxyHeader() throws IOException {
    var answer = say("127.0.0.2", "PROXY TCP4 192.0.2.1 192.0.2.2 1 5222\r\n" + HEADER);
    assertThat(answer).contains("<stream:features>");
    assertThat(say("127.0.0.2", HEADER)).isEmpty();
  }

  /** What comes back on a connection from this address, up to features, an error or the end. */
  private static String say(String source, String text) throws IOException {
    var c2s = arena.server().c2s();
    try (var socket =
        new Socket(c2s.host(), c2s.port(), java.net.InetAddress.getByName(source), 0)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      var heard = new StringBuilder();
      var buffer = new byte[4096];
      while (!heard.toString().contains("</stream:features>")) {
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
          break;
        }
        heard.append(new String(buffer, 0, length, UTF_8));
      }
      return heard.toString();
    }
  }

  @Test
  @DisplayName("A63: ids of BOSH sessions are long and never the same")
  void sids() throws Exception {
    var sids = new HashSet<String>();
    for (int i = 0; i < 30; i++) {
      var answer = post(creation());
      var sid = SID.matcher(answer);
      assertThat(sid.find()).as(answer).isTrue();
      assertThat(sid.group(1)).hasSizeGreaterThanOrEqualTo(24);
      sids.add(sid.group(1));
      post(
          "<body xmlns='http://jabber.org/protocol/httpbind' rid='1001' type='terminate' sid='"
              + sid.group(1)
              + "'/>");
    }
    assertThat(sids).hasSize(30);
  }

  @Test
  @DisplayName("A128: more sessions than one address may have are refused by the condition for it")
  void tooManySessions() throws Exception {
    var open = new ArrayList<String>();
    var refusals = 0;
    for (int i = 0; i < 60; i++) {
      var answer = post(creation());
      var sid = SID.matcher(answer);
      if (sid.find()) {
        open.add(sid.group(1));
      } else {
        assertThat(answer).contains("type='terminate'", "condition='policy-violation'");
        refusals++;
      }
    }
    for (var sid : open) {
      post(
          "<body xmlns='http://jabber.org/protocol/httpbind' rid='1001' type='terminate' sid='"
              + sid
              + "'/>");
    }
    assertThat(open.size()).isLessThan(40);
    assertThat(refusals).isGreaterThan(15);
    arena.untouched();
  }

  private static String creation() {
    return "<body xmlns='http://jabber.org/protocol/httpbind' rid='1000' to='localhost' ver='1.6'"
        + " wait='5' hold='1' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>";
  }

  private static String post(String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("https://" + https() + "/http-bind"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(Trust.all()).build();

  @Test
  @DisplayName("A57: an account that is disabled loses its sessions over WebSocket and BOSH")
  void disabled() {
    var eve = arena.accounts().create("eve");
    List<TestClient> clients =
        List.of(
            TestClient.connectWebSocket(https(), "localhost", event -> {}),
            TestClient.connectBosh(https(), "localhost", event -> {}));
    for (var client : clients) {
      client.openStream();
      client.authenticate("SCRAM-SHA-256", eve);
      client.openStream();
      client.bind(null);
    }
    arena.server().server().accounts().setEnabled(Jid.parse(eve.jid()), false);
    for (var client : clients) {
      client.await(event ->
          event instanceof StreamEvent.Received received
              && received.element().local().equals("error"));
      client.await(StreamEvent.Disconnected.class::isInstance);
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A13: many small fragments of a message without end are not kept")
  void endlessMessage() throws IOException {
    try (var socket = RawWebSocket.tls(https(), "localhost", PATH, RawWebSocket.xmpp())) {
      socket.send(
          "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");
      socket.write(RawWebSocket.frame(RawWebSocket.TEXT, "<auth>".getBytes(UTF_8)));
      var heard = new ArrayList<String>();
      try {
        for (int i = 0; i < 11_000; i++) {
          socket.write(RawWebSocket.frame(0, new byte[] {'x'}));
        }
      } catch (IOException closed) {
        // As it should be.
      }
      try {
        for (var frame = socket.read(); frame.opcode() != RawWebSocket.CLOSE; ) {
          heard.add(frame.text());
          frame = socket.read();
        }
      } catch (IOException closed) {
        // What came before is enough.
      }
      assertThat(String.join("", heard)).contains("policy-violation");
    }
    arena.untouched();
  }
}
