package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.storage.Backend;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerTls;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.RawHttp;
import dev.parley.testing.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP server with real clients, and with bytes that no client would send (A137). */
final class HttpServerIT {
  private static ParleyTestServer server;

  @BeforeAll
  static void start() {
    server =
        ParleyTestServer.start(
            List.of(),
            Map.of(
                "limits.http.idleTimeout", "1s",
                "limits.http.bytesPerSecond", "1024",
                "limits.http.connectionsPerAddress", "20",
                "listen.http", "{\"port\":0}"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void healthUnderTls(HttpClient.Version version) throws Exception {
    var answer = get("https", server.https().port(), "/health", version);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void healthWithoutTlsForProxies() throws Exception {
    int port = server.server().ports().http();
    assertThat(get("http", port, "/health/live", HttpClient.Version.HTTP_1_1).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, /, 307",
    "GET, /nothing, 404",
    "GET, /health/../health, 200",
    "POST, /health, 405",
    "DELETE, /health/ready, 405",
    "GET, /%00, 404",
    "GET, /..%2f..%2fetc/passwd, 404"
  })
  void statusOf(String method, String path, int status) throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(wire.status()).isEqualTo(status);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no host            | GET /health HTTP/1.1~~                                                    | 400
          two hosts          | GET /health HTTP/1.1~Host: a~Host: b~~                                    | 400
          coding and length  | POST / HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~0~~ | 400
          unknown coding     | POST / HTTP/1.1~Host: a~Transfer-Encoding: xchunked~~0~~                  | 400
          two codings        | POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked, identity~~0~~         | 400
          coding in 1.0      | POST / HTTP/1.0~Transfer-Encoding: chunked~~0~~                           | 400
          two lengths        | POST / HTTP/1.1~Host: a~Content-Length: 5~Content-Length: 6~~             | 400
          signed length      | POST / HTTP/1.1~Host: a~Content-Length: +5~~                              | 400
          space before colon | GET /health HTTP/1.1~Host : a~~                                           | 400
          no path            | GET http: HTTP/1.1~Host: a~~                                              | 400
          """)
  void nothingFollowsWhatIsAmbiguous(String what, String request, int status) throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send(request.replace("~", "\r\n") + "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(wire.status()).as(what).isEqualTo(status);
      assertThat(wire.rest()).doesNotContain("\"up\"");
    }
  }

  @Test
  void headersHaveALimit() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("GET /health HTTP/1.1\r\nHost: localhost\r\n");
      wire.send("X: y\r\n".repeat(10_000));
      assertThat(wire.status()).isEqualTo(431);
    }
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n");
      assertThat(wire.status()).isEqualTo(414);
    }
  }

  @Test
  @DisplayName("a header that comes byte by byte is not waited for")
  void slowHeader() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("GET /health HTTP/1.1\r\nHost: local");
      assertThat(wire.isClosedWithin(30)).isTrue();
    }
  }

  @Test
  @DisplayName("a body that comes byte by byte is not waited for")
  void slowBody() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\na");
      assertThat(wire.status()).isEqualTo(404);
      assertThat(wire.isClosedWithin(30)).isTrue();
    }
  }

  @Test
  @DisplayName("streams that are opened and reset in a row end the connection (CVE-2023-44487)")
  void rapidReset() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "h2")) {
      wire.sendHttp2Preface();
      for (int stream = 1; stream < 2_000 && wire.sendReset(stream); stream += 2) {
        // until the server has had enough
      }
      assertThat(wire.isClosedWithin(30)).isTrue();
    }
    healthUnderTls(HttpClient.Version.HTTP_2);
  }

  @Test
  @DisplayName("endless continuations of a header end the connection (CVE-2024-27316)")
  void continuationFlood() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "h2")) {
      wire.sendHttp2Preface();
      wire.sendContinuations(2_000);
      assertThat(wire.isClosedWithin(30)).isTrue();
    }
  }

  @Test
  @DisplayName("an address has a number of connections, and not one more (A104)")
  void connectionsOfAnAddress() throws Exception {
    var wires = new ArrayList<RawHttp>();
    try {
      int closed = 0;
      for (int i = 0; i < 40; i++) {
        wires.add(RawHttp.plain(server.server().ports().http()));
      }
      for (var wire : wires) {
        closed += wire.isClosedAtOnce() ? 1 : 0;
      }
      assertThat(closed).isBetween(20, 40);
    } finally {
      for (var wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  @DisplayName("XMPP is not answered by the HTTPS port (A40)")
  void otherProtocols() throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("<?xml version='1.0'?><stream:stream to='localhost'>\r\n\r\n");
      assertThat(wire.rest()).doesNotContain("stream:stream", "jabber");
    }
  }

  @Test
  @DisplayName("certificates are reloaded with those of c2s")
  void certificates() throws Exception {
    try (var own = ParleyTestServer.start()) {
      var before = RawHttp.certificate(own.https());
      var changed = own.server().config().withDomains("localhost", "other.example");
      var tls = new ServerTls(changed, Certificates.load(changed, Instant.now()));
      Backend.await(own.server().reload(changed, tls));
      var after = RawHttp.certificate(own.https());
      assertThat(after).isNotEqualTo(before);
      assertThat(after.getSubjectAlternativeNames().toString()).contains("other.example");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"xmpp-client", "h3"})
  @DisplayName("whoever does not speak HTTP gets no connection (A40)")
  void otherApplicationProtocols(String protocol) {
    assertThatThrownBy(() -> RawHttp.tls(server.https(), protocol)).isInstanceOf(IOException.class);
  }

  private static HttpResponse<String> get(
      String scheme, int port, String path, HttpClient.Version version)
      throws IOException, InterruptedException {
    var client = HttpClient.newBuilder().sslContext(Trust.all()).version(version).build();
    var uri = URI.create(scheme + "://localhost:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
