package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.testing.RawHttp;
import dev.parley.testing.TestClient;
import dev.parley.testing.UploadSlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files over HTTP, with real clients and with attackers (A98, A132, A137, A138). */
final class UploadAttackIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Arena arena;
  private static HttpClient http;

  private TestClient alice;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "limits.http.idleTimeout", "2s",
                "limits.http.bytesPerSecond", "1024",
                "modules.upload.slots", "1000"));
    http = UploadSlot.client(HttpClient.Version.HTTP_2);
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
  void alive() {
    alice.close();
    arena.untouched();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @DisplayName("a large file comes back as it was")
  void largeFile(HttpClient.Version version) throws Exception {
    var client = UploadSlot.client(version);
    var content = new byte[20_000_000];
    new Random(1).nextBytes(content);
    var slot = slot(content.length);
    assertThat(slot.write(client, content)).isEqualTo(201);
    var answer = slot.read(client);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.body()).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @DisplayName("A132: a body of unknown length is refused")
  void lengthIsRequired(HttpClient.Version version) throws Exception {
    var slot = slot(3);
    var body = BodyPublishers.ofByteArrays(List.of(new byte[3]));
    var request = HttpRequest.newBuilder(slot.put()).PUT(body).build();
    var client = UploadSlot.client(version);
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(411);
  }

  @Test
  @DisplayName("who asks first is told before sending anything")
  void expectation() throws Exception {
    var slot = slot(5);
    try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
      wire.send(put(slot, 6) + "Expect: 100-continue\r\n\r\n");
      assertThat(wire.status()).isEqualTo(413);
    }
    try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
      wire.send(put(slot, 5) + "Expect: 100-continue\r\n\r\n");
      assertThat(wire.status()).isEqualTo(100);
      wire.send("hello");
      assertThat(wire.status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName("A132: an upload that breaks off leaves nothing, and the slot can be used again")
  void brokenOff() throws Exception {
    var slot = slot(1_000_000);
    try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
      wire.send(put(slot, 1_000_000) + "\r\n");
      wire.send(new byte[500_000]);
      Eventually.holds(PATIENCE, () -> assertThat(filesIn("incoming")).isNotEmpty());
      assertThat(slot.read(http).statusCode()).isEqualTo(404);
    }
    Eventually.holds(PATIENCE, () -> assertThat(filesIn("incoming")).isEmpty());
    assertThat(slot.read(http).statusCode()).isEqualTo(404);
    Eventually.holds(PATIENCE, () -> assertThat(write(slot, new byte[1_000_000])).isEqualTo(201));
  }

  @Test
  @DisplayName("A132: of many uploads to one slot one is taken")
  void manyUploads() throws Exception {
    var slot = slot(100_000);
    var request =
        HttpRequest.newBuilder(slot.put())
            .PUT(BodyPublishers.ofByteArray(new byte[100_000]))
            .build();
    var answers =
        IntStream.range(0, 10)
            .mapToObj(i -> http.sendAsync(request, BodyHandlers.discarding()))
            .toList();
    var statuses = answers.stream().map(UploadAttackIT::status).sorted().toList();
    assertThat(statuses).hasSize(10).startsWith(201).contains(409).doesNotContain(500, 503);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
  }

  @Test
  @DisplayName("A132: a slow upload is ended")
  void slowUpload() throws Exception {
    var slot = slot(1_000_000);
    try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
      wire.send(put(slot, 1_000_000) + "\r\n");
      wire.send("a");
      assertThat(wire.isClosedWithin(30)).isTrue();
    }
    Eventually.holds(PATIENCE, () -> assertThat(filesIn("incoming")).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/upload/",
    "/upload",
    "/upload/../data/",
    "/upload/%2e%2e/%2e%2e/etc/passwd",
    "/upload/..%2f..%2fparley.db",
    "/upload/incoming/x",
    "/upload/AAAAAAAAAAAAAAAAAAAAAAAA/../../parley.db",
    "/upload/AAAAAAAAAAAAAAAAAAAAAAAA/x%00y",
    "/upload//AAAAAAAAAAAAAAAAAAAAAAAA/x",
    "/upload/AAAAAAAAAAAAAAAAAAAAAAAA/%ff",
    "/UPLOAD/AAAAAAAAAAAAAAAAAAAAAAAA/x"
  })
  @DisplayName("A132: nothing but files can be asked for")
  void traversal(String path) throws Exception {
    for (var method : List.of("GET", "PUT")) {
      try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
        wire.send(
            method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assertThat(wire.status()).isIn(400, 404);
      }
    }
  }

  @Test
  @DisplayName("A98: files go with their account, and a later owner of the name has none of them")
  void deletedAccount() throws Exception {
    var account = arena.accounts().create("carol");
    var jid = Jid.parse(account.jid());
    UploadSlot kept;
    UploadSlot open;
    try (var carol = TestClient.login(arena.server(), account, null)) {
      kept = UploadSlot.ask(carol, "a.bin", 5);
      open = UploadSlot.ask(carol, "b.bin", 5);
      assertThat(kept.write(http, new byte[5])).isEqualTo(201);
      arena
          .server()
          .server()
          .accounts()
          .delete(jid)
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
    arena.server().addAccount(account);
    assertThat(kept.read(http).statusCode()).isEqualTo(404);
    assertThat(open.write(http, new byte[5])).isEqualTo(404);
  }

  @Test
  @DisplayName("A138: addresses are made of the configuration, whatever a request says")
  void forgedHost() throws Exception {
    var slot = slot(5);
    assertThat(slot.put().getHost()).isEqualTo("localhost");
    try (var wire = RawHttp.tls(arena.server().https(), "http/1.1")) {
      wire.send(
          "GET /upload/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n");
      assertThat(wire.status()).isEqualTo(404);
      assertThat(wire.rest()).doesNotContain("evil");
    }
  }

  @Test
  @DisplayName("nobody else on the machine can read files")
  void permissions() throws Exception {
    assertThat(slot(5).write(http, new byte[5])).isEqualTo(201);
    var folder = arena.server().server().config().data().resolve("uploads");
    try (var all = Files.walk(folder)) {
      for (var path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .endsWith("------");
      }
    }
  }

  private static int status(CompletableFuture<HttpResponse<Void>> answer) {
    try {
      return answer.get(60, TimeUnit.SECONDS).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private UploadSlot slot(long bytes) {
    return UploadSlot.ask(alice, "a.bin", bytes);
  }

  private static int write(UploadSlot slot, byte[] content) {
    try {
      return slot.write(http, content);
    } catch (IOException broken) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The beginning of a request that says this length, without the empty line. */
  private static String put(UploadSlot slot, long length) {
    URI address = slot.put();
    return "PUT "
        + address.getRawPath()
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + length
        + "\r\n";
  }

  private static List<Path> filesIn(String folder) {
    var path = arena.server().server().config().data().resolve("uploads").resolve(folder);
    try (var files = Files.list(path)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
