package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.RawHttp;
import dev.parley.testing.RawWebSocket;
import dev.parley.testing.RemoteServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import dev.parley.testing.TwoServers;
import dev.parley.testing.UploadSlot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server stops in time and in good order, whatever its peers do. That it has is what {@link
 * ParleyTestServer#close} demands.
 */
final class StopIT {
  private static final int MESSAGES = 200;
  private static final String BIG = "x".repeat(60_000);

  private ParleyTestServer server;
  private Account account;

  @BeforeEach
  void start() {
    var settings = new HashMap<>(RemoteServer.settings());
    settings.put("limits.stream.closeTimeout", "200ms");
    settings.put("limits.stream.outboundBytes", "100000000");
    server = ParleyTestServer.start(List.of(), settings);
    account = new AccountFactory(server).create("juliet");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient session(TestClient client, String resource) {
    client.openStream();
    client.authenticate("SCRAM-SHA-256", account);
    client.openStream();
    client.bind(resource);
    return client;
  }

  @ParameterizedTest(name = "RFC 6120 §4.9.3.20: clients over {0} are told")
  @ValueSource(strings = {"STARTTLS", "direct TLS", "WebSocket", "BOSH"})
  void told(String transport) {
    var client =
        switch (transport) {
          case "STARTTLS" -> {
            var plain = TestClient.connect(server.c2s(), account.domain());
            plain.openStream();
            plain.startTls();
            yield plain;
          }
          case "direct TLS" -> TestClient.connectTls(server.directTls(), account.domain());
          case "WebSocket" ->
              TestClient.connectWebSocket(server.https(), account.domain(), event -> {});
          default -> TestClient.connectBosh(server.https(), account.domain(), event -> {});
        };
    session(client, "balcony");
    server.server().stop();
    assertThat(client.nextElement("error").toString()).contains("system-shutdown");
    assertThat(client.await(StreamEvent.Closed.class::isInstance)).isNotNull();
    client.drop();
  }

  @Test
  @DisplayName("clients that go at the same moment hold nothing up")
  void vanish() {
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < 20; i++) {
      clients.add(
          session(TestClient.connectTls(server.directTls(), account.domain()), "balcony" + i));
    }
    clients.forEach(TestClient::drop);
    server.server().stop();
  }

  @Test
  @DisplayName("a client that does not close its connection is not waited for")
  void halfOpen() throws IOException {
    try (var silent = new Socket("127.0.0.1", server.c2s().port())) {
      silent.getOutputStream().write('<');
      session(TestClient.connectTls(server.directTls(), account.domain()), "balcony");
      stopAndClose();
    }
  }

  @Test
  @DisplayName("a client that does not read is not waited for")
  void fullBuffers() {
    var goesOn = new CountDownLatch(1);
    var deaf =
        session(
            TestClient.connectTls(
                server.directTls(),
                account.domain(),
                Trust.all(),
                List.of("xmpp-client"),
                event -> waitAtMessage(event, goesOn)),
            "deaf");
    var speaker = session(TestClient.connectTls(server.directTls(), account.domain()), "speaker");
    for (int i = 0; i < MESSAGES; i++) {
      speaker.send(
          "<message type='chat' to='" + deaf.jid() + "'><body>" + BIG + "</body></message>");
    }
    speaker.request("get", account.domain(), "<ping xmlns='urn:xmpp:ping'/>");
    stopAndClose();
    goesOn.countDown();
    deaf.drop();
    speaker.drop();
  }

  private static void waitAtMessage(StreamEvent event, CountDownLatch goesOn) {
    if (event instanceof StreamEvent.Received received
        && received.element().local().equals("message")) {
      try {
        assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  @DisplayName("a TLS handshake that does not go on is not waited for")
  void handshakes() throws IOException {
    var direct = new Socket("127.0.0.1", server.directTls().port());
    var https = new Socket("127.0.0.1", server.https().port());
    var asked = TestClient.connect(server.c2s(), account.domain());
    asked.openStream();
    asked.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    asked.nextElement("proceed");
    stopAndClose();
    direct.close();
    https.close();
    asked.drop();
  }

  @Test
  @DisplayName("RFC 6455 §7.1.1: a WebSocket that does not answer Close is not waited for")
  void webSocket() throws IOException {
    try (var socket =
        RawWebSocket.tls(server.https(), server.domain(), "/xmpp-websocket", RawWebSocket.xmpp())) {
      socket.send(
          "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0' to='"
              + server.domain()
              + "'/>");
      socket.read();
      stopAndClose();
    }
  }

  @Test
  @DisplayName("requests that are not finished, and connections without any, are not waited for")
  void http() throws IOException {
    var client = session(TestClient.connectTls(server.directTls(), account.domain()), "balcony");
    var slot = UploadSlot.ask(client, "a.bin", 1_000_000);
    try (var upload = RawHttp.tls(server.https(), "http/1.1");
        var idle = RawHttp.tls(server.https(), "http/1.1");
        var idleToo = RawHttp.tls(server.https(), "h2")) {
      idle.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.status()).isEqualTo(200);
      idleToo.sendHttp2Preface();
      upload.send(
          "PUT "
              + slot.put().getRawPath()
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
              + "Content-Length: 1000000\r\n\r\n");
      upload.send(new byte[1_000]);
      stopAndClose();
    }
    client.drop();
  }

  @ParameterizedTest(name = "a server that says nothing ({0}) is not waited for")
  @ValueSource(strings = {"", "tls:"})
  void silentServers(String kind) throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      TwoServers.route(
          server, Map.of("silent.example", kind + "127.0.0.1:" + silent.getLocalPort()));
      var client = session(TestClient.connectTls(server.directTls(), account.domain()), "balcony");
      client.send("<message to='romeo@silent.example'><body>Hi</body></message>");
      try (var call = silent.accept()) {
        assertThat(call.getInputStream().read()).isNotNegative();
        stopAndClose();
      }
      client.drop();
    }
  }

  @Test
  @DisplayName("a server in the middle of its greeting is not waited for")
  void greetings() {
    var remote = RemoteServer.make("slow", true);
    TwoServers.route(server, Map.of(remote.domain(), remote.place()));
    var client = session(TestClient.connectTls(server.directTls(), account.domain()), "balcony");
    client.send("<message to='romeo@" + remote.domain() + "'><body>Hi</body></message>");
    var outgoing = remote.answer(server);
    var incoming = remote.call(server);
    stopAndClose();
    outgoing.drop();
    incoming.drop();
    client.drop();
    remote.close();
  }

  @Test
  @DisplayName("peers of all kinds are told at once, and those that hang hold up nobody else")
  void allKinds() throws IOException {
    server.close();
    var settings = new HashMap<>(RemoteServer.settings());
    settings.put("limits.stream.closeTimeout", "5m");
    settings.put("stopTimeout", "10m");
    settings.put("components.list", "[{\"domain\":\"echo.example\",\"secret\":\"s3cret\"}]");
    server = ParleyTestServer.start(List.of(), settings);
    account = new AccountFactory(server).create("juliet");
    int s2s = server.server().ports().s2s();
    try (var client = deaf(server.c2s().port(), "jabber:client", server.domain());
        var other = deaf(s2s, "jabber:server", server.domain());
        var component = deaf(server.component().port(), "jabber:component:accept", "echo.example");
        var socket =
            RawWebSocket.tls(
                server.https(), server.domain(), "/xmpp-websocket", RawWebSocket.xmpp())) {
      socket.send(
          "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0' to='"
              + server.domain()
              + "'/>");
      socket.read();
      var bosh =
          session(TestClient.connectBosh(server.https(), account.domain(), event -> {}), "balcony");
      var stopped = server.server().stop();

      assertThat(bosh.nextElement("error").toString()).contains("system-shutdown");
      for (var peer : List.of(client, other, component)) {
        readUntil(peer, "system-shutdown");
      }
      while (!socket.read().text().contains("<close")) {
        // Features come before.
      }
      assertThat(stopped.isComplete()).as("they hang, all of them").isFalse();
      bosh.drop();
    }
    // They are gone: nothing has to be waited for.
    server.close();
    server = ParleyTestServer.start();
  }

  /** Somebody who opens a stream and never closes one. */
  private static Socket deaf(int port, String namespace, String to) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(30_000);
    var header =
        "<stream:stream xmlns='"
            + namespace
            + "' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
            + to
            + "'>";
    socket.getOutputStream().write(header.getBytes(StandardCharsets.UTF_8));
    readUntil(socket, "<stream:stream");
    return socket;
  }

  private static void readUntil(Socket socket, String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("%s after %s", text, read).isNotNegative();
      read.append((char) next);
    }
  }

  /** While all that the test has opened is still open. */
  private void stopAndClose() {
    server.close();
    server = ParleyTestServer.start();
  }
}
