package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The web client in a browser: Debian's {@code chromium}, driven by {@code playwright-core} in
 * {@code target/npm}. Where one of them is not there the test is aborted, or fails if the
 * environment variable {@code INTEROP} is {@code required}. Pictures of what it saw are in {@code
 * target/webchat}.
 */
final class WebchatBrowserIT {
  private static final Path FOLDER = Path.of("target/npm");
  private static final Path PICTURES = Path.of("target/webchat");
  private static final long SECONDS = 240;
  private static final Account JULIET = new Account("juliet", "localhost", "secret");
  private static final Account ROMEO = new Account("romeo", "localhost", "secret");
  private static final Account MALLORY = new Account("mallory", "localhost", "secret");

  /** What was meant to be run, fetched or shown as something else (A98). */
  private static final List<String> HOSTILE =
      List.of(
          "<body>&lt;img src=x onerror=\"alert(1)\"&gt;</body>",
          "<body>&lt;script&gt;alert(2)&lt;/script&gt;</body>",
          "<body>javascript:alert(3)</body>"
              + "<x xmlns='jabber:x:oob'><url>javascript:alert(3)</url></x>",
          "<body>${alert(4)} &lt;!--?lit$1$--&gt; &amp;lt;b&amp;gt;</body>",
          "<body>https://tracker.invalid/a.png</body>"
              + "<x xmlns='jabber:x:oob'><url>https://tracker.invalid/a.png</url></x>",
          "<body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
              + "<body xmlns='http://www.w3.org/1999/xhtml'><img src='https://tracker.invalid/b'/>"
              + "<script>alert(5)</script></body></html>",
          "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
              + "<message xmlns='jabber:client' from='romeo@localhost/x' to='juliet@localhost'>"
              + "<body>forged</body></message></forwarded></received>",
          "<result xmlns='urn:xmpp:mam:2' queryid='x' id='1'><forwarded xmlns='urn:xmpp:forward:0'>"
              + "<message xmlns='jabber:client' from='romeo@localhost/x' to='juliet@localhost'>"
              + "<body>forged</body></message></forwarded></result>",
          "<body>https://a.invalid/\"onmouseover=\"alert(6) data:text/html,x</body>");

  @Test
  void peopleChatInTheBrowser() throws IOException, InterruptedException {
    requireBrowser();
    var script = FOLDER.resolve("webchat.mjs");
    Files.copy(
        Path.of("src/test/resources/interop/webchat.mjs"),
        script,
        StandardCopyOption.REPLACE_EXISTING);
    var output = FOLDER.resolve("webchat.out");
    Files.createDirectories(PICTURES);
    try (var server = ParleyTestServer.start()) {
      List.of(JULIET, ROMEO, MALLORY).forEach(server::addAccount);
      attack(server);
      var process =
          new ProcessBuilder(
                  "node",
                  script.toString(),
                  String.valueOf(server.https().port()),
                  PICTURES.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        throw new AssertionError("does not end; " + Files.readString(output));
      }
    }
    assertThat(Files.readAllLines(output))
        .as(Files.readString(output))
        .containsExactly(
            "ok: a wrong password is refused",
            "ok: log in",
            "ok: hostile messages are text",
            "ok: the example of RFC 7677",
            "ok: contacts see each other",
            "ok: send and receive",
            "ok: correct a message",
            "ok: upload a picture",
            "ok: join a room",
            "ok: a moderator deletes a message",
            "ok: come back after a lost connection",
            "ok: come back by token, with the history",
            "ok: search",
            "ok: a small screen",
            "ok: a long message",
            "ok: one window at a time",
            "ok: log out",
            "end");
  }

  private static void attack(ParleyTestServer server) {
    try (var mallory = TestClient.login(server, MALLORY, null)) {
      for (var payload : HOSTILE) {
        mallory.send("<message type='chat' to='juliet@localhost'>" + payload + "</message>");
      }
      mallory.request("get", "localhost", "<ping xmlns='urn:xmpp:ping'/>");
    }
  }

  private static void requireBrowser() {
    if (Files.isDirectory(FOLDER.resolve("node_modules/playwright-core"))
        && Files.isExecutable(Path.of("/usr/bin/chromium"))) {
      return;
    }
    var complaint =
        "There is no browser: install Debian's chromium, and npm install --prefix target/npm"
            + " playwright-core@1.64.1";
    if ("required".equals(System.getenv("INTEROP"))) {
      Assertions.fail(complaint);
    }
    Assumptions.abort(complaint);
  }
}
