package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.RawHttp;
import dev.parley.testing.UploadSlot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the web client over HTTP: what they say and what they do not give away. */
final class WebchatIT {
  private static final HttpClient HTTP = UploadSlot.client(HttpClient.Version.HTTP_1_1);

  @Test
  void ourPageRunsOurScriptsAlone() throws Exception {
    try (var server = ParleyTestServer.start()) {
      var page = get(server, "/chat/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'; script-src 'self'; style-src 'self'")
          .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
          .contains("https://localhost:" + server.https().port())
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

      var tag = page.headers().firstValue("ETag").orElseThrow();
      var again = HttpRequest.newBuilder(uri(server, "/chat/")).header("If-None-Match", tag);
      assertThat(HTTP.send(again.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(304);
      for (var path : List.of("/", "/chat")) {
        assertThat(get(server, path).headers().firstValue("Location")).hasValue("/chat/");
      }
      assertThat(get(server, "/chat/settings.json").body())
          .contains("\"domains\":[\"localhost\"]", "\"registration\":false");
      for (var path : List.of("/chat/files.txt", "/chat/js", "/chat/js/%2e%2e/x", "/chat/x")) {
        assertThat(get(server, path).statusCode()).as(path).isEqualTo(404);
      }
      var post = HttpRequest.newBuilder(uri(server, "/chat/")).POST(BodyPublishers.noBody());
      assertThat(HTTP.send(post.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void nobodyIsToldWhomElseWeServe() throws Exception {
    var settings = Map.of("domains", "[\"localhost\",\"other.example\"]");
    try (var server = ParleyTestServer.start(List.of(), settings)) {
      assertThat(get(server, "/chat/settings.json").body()).doesNotContain("other.example");
      assertThat(get(server, "/chat/").headers().map().toString()).doesNotContain("other.example");
    }
  }

  @Test
  void aFolderIsServedInsteadAndNothingOutsideOfIt(@TempDir Path folder) throws Exception {
    var client = Files.createDirectory(folder.resolve("client"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(client.resolve("index.html"), "<title>Another</title>");
    Files.writeString(Files.createDirectory(client.resolve("dist")).resolve("a.js"), "1;");
    Files.createSymbolicLink(client.resolve("link.txt"), folder.resolve("secret.txt"));
    var settings = Map.of("modules.webchat.folder", client.toString());
    try (var server = ParleyTestServer.start(List.of(), settings)) {
      assertThat(get(server, "/chat/").body()).contains("Another");
      var script = get(server, "/chat/dist/a.js");
      assertThat(script.body()).isEqualTo("1;");
      assertThat(script.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
      for (var path :
          List.of("/chat/link.txt", "/chat/dist", "/chat/dist/", "/chat/%00", "/chat/x")) {
        assertThat(get(server, path).statusCode()).as(path).isEqualTo(404);
      }
      for (var path :
          List.of(
              "/chat/../secret.txt",
              "/chat/dist/../../secret.txt",
              "/chat/%2e%2e/secret.txt",
              "/chat//" + folder + "/secret.txt",
              "/chat/%2e%2e%2fsecret.txt")) {
        assertThat(raw(server, path)).as(path).isBetween(300, 499);
      }
    }
  }

  @Test
  void aFolderWithoutAClientStopsTheStart(@TempDir Path folder) {
    var settings = Map.of("modules.webchat.folder", folder.toString());
    assertThatThrownBy(() -> ParleyTestServer.start(List.of(), settings))
        .hasStackTraceContaining("modules.webchat.folder: there is no index.html");
  }

  private static URI uri(ParleyTestServer server, String path) {
    return URI.create("https://localhost:" + server.https().port() + path);
  }

  private static HttpResponse<String> get(ParleyTestServer server, String path) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri(server, path)).build(), BodyHandlers.ofString());
  }

  /** The status of an answer to a path that no client library would send. */
  private static int raw(ParleyTestServer server, String path) throws Exception {
    try (var wire = RawHttp.tls(server.https(), "http/1.1")) {
      wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return wire.status();
    }
  }
}
