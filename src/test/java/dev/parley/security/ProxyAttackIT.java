package dev.parley.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Endpoint;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom the ports of HTTP and of other servers believe a PROXY header (A140), and A33 there. */
final class ProxyAttackIT {
  private static final String PROXY = "127.0.0.2";
  private static final String STRANGER = "127.0.0.1";
  private static final String GET =
      "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  private static final String HEADER =
      "<stream:stream to='localhost' from='verona.example' version='1.0' xmlns='jabber:server'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final int PER_ADDRESS = 3;
  private static final Duration SOON = Duration.ofSeconds(30);

  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server =
        ParleyTestServer.start(
            List.of("disco"),
            Map.of(
                "listen.http.port", "0",
                "listen.s2s.host", "127.0.0.1",
                "listen.s2s.port", "0",
                "listen.s2sTls", "null",
                "listen.proxyProtocol", "[\"" + PROXY + "\"]",
                "http.proxyProtocol", "[\"" + PROXY + "\"]",
                "limits.http.connectionsPerAddress", String.valueOf(PER_ADDRESS),
                "limits.stream.tlsTimeout", "5s",
                "s2s.connections.perAddress", String.valueOf(PER_ADDRESS)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Endpoint http() {
    return new Endpoint("127.0.0.1", server.server().ports().http());
  }

  private static Endpoint s2s() {
    return new Endpoint("127.0.0.1", server.server().ports().s2s());
  }

  private static String line(String client) {
    return "PROXY TCP4 " + client + " 192.0.2.2 1 443\r\n";
  }

  private static String ask(String source, String said) {
    try (var attacker = Attacker.connect(http(), source)) {
      attacker.send(said);
      return attacker.end();
    }
  }

  @Test
  @DisplayName("A140: HTTP takes a PROXY header from proxies, and from nobody else")
  void http11() {
    assertThat(ask(PROXY, line("192.0.2.9") + GET)).startsWith("HTTP/1.1 200");
    assertThat(ask(PROXY, GET)).isEmpty();
    assertThat(ask(STRANGER, line("192.0.2.9") + GET)).contains(" 400 ").doesNotContain(" 200 ");
    assertThat(ask(STRANGER, GET)).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("a PROXY header that comes byte by byte, and the binary one")
  void pieces() {
    try (var attacker = Attacker.connect(http(), PROXY)) {
      for (var letter : line("192.0.2.10").split("")) {
        attacker.send(letter);
      }
      attacker.send(GET);
      assertThat(attacker.end()).startsWith("HTTP/1.1 200");
    }
    var binary =
        "\r\n\r\n"
            + "\0\r\n"
            + "QUIT\n"
            + "\u0021\u0011\0\u000c\u00c0\0\u0002\u0009\u00c0\0\u0002\u0002\0\u0001\0\u0002";
    try (var attacker = Attacker.connect(http(), PROXY)) {
      attacker.send((binary + GET).getBytes(ISO_8859_1));
      assertThat(attacker.end()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  @DisplayName("A140: limits are those of the address in the header")
  void limits() {
    var open = new ArrayList<Attacker>();
    try {
      for (int i = 0; i < PER_ADDRESS; i++) {
        open.add(greeted("192.0.2.20"));
      }
      assertThat(ask(PROXY, line("192.0.2.20") + GET)).isEmpty();
      assertThat(ask(PROXY, line("192.0.2.21") + GET)).startsWith("HTTP/1.1 200");
      open.remove(0).close();
      Eventually.holds(
          SOON, () -> assertThat(ask(PROXY, line("192.0.2.20") + GET)).startsWith("HTTP/1.1 200"));
    } finally {
      open.forEach(Attacker::close);
    }
  }

  /** A connection that has been let in, and goes on. */
  private static Attacker greeted(String client) {
    var attacker = Attacker.connect(http(), PROXY);
    attacker.send(line(client) + GET.replace("Connection: close\r\n", ""));
    attacker.until("HTTP/1.1 200");
    return attacker;
  }

  @Test
  @DisplayName("A140: HTTPS takes the header before the handshake")
  void https() throws IOException {
    try (var attacker = Attacker.connectTlsBehind(server.https(), PROXY, line("192.0.2.30"))) {
      attacker.send(GET);
      assertThat(attacker.end()).startsWith("HTTP/1.1 200");
    }
    try (var attacker = Attacker.connect(server.https(), STRANGER)) {
      attacker.send(line("192.0.2.30") + GET);
      assertThat(attacker.end()).doesNotContain("HTTP");
    }
  }

  @Test
  @DisplayName("A140: so do the ports of other servers")
  void otherServers() {
    var open = new ArrayList<Attacker>();
    try {
      for (int i = 0; i < PER_ADDRESS; i++) {
        var attacker = Attacker.connect(s2s(), PROXY);
        attacker.send(line("192.0.2.40") + HEADER);
        attacker.until("<stream:features");
        open.add(attacker);
      }
      try (var more = Attacker.connect(s2s(), PROXY)) {
        more.send(line("192.0.2.40") + HEADER);
        assertThat(more.end()).isEmpty();
      }
      try (var other = Attacker.connect(s2s(), PROXY)) {
        other.send(line("192.0.2.41") + HEADER);
        other.until("<stream:features");
      }
      try (var bare = Attacker.connect(s2s(), PROXY)) {
        bare.send(HEADER);
        assertThat(bare.end()).isEmpty();
      }
      try (var stranger = Attacker.connect(s2s(), STRANGER)) {
        stranger.send(line("192.0.2.42") + HEADER);
        assertThat(stranger.end()).doesNotContain("<stream:features");
      }
    } finally {
      open.forEach(Attacker::close);
    }
  }

  @Test
  @DisplayName("A33: 2 000 handshakes with HTTPS that do not end are few, and soon none")
  void handshakes() {
    var open = new ArrayList<Attacker>();
    try {
      for (int i = 0; i < 2_000; i++) {
        var attacker = Attacker.connect(server.https(), "127.9." + i % 4 + "." + (1 + i % 50));
        if (i % 2 == 0) {
          attacker.send(new byte[] {22});
        }
        open.add(attacker);
      }
      assertThat(ask(STRANGER, GET)).startsWith("HTTP/1.1 200");
      for (var attacker : open) {
        attacker.untilCut(SOON);
      }
    } finally {
      open.forEach(Attacker::close);
    }
    assertThat(ask("127.9.0.1", GET)).startsWith("HTTP/1.1 200");
  }
}
