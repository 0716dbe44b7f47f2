package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * JavaScript libraries that web clients are made of, over WebSocket and BOSH. They have to be in
 * {@code target/npm}; where they are not the tests are aborted, or fail if the environment variable
 * {@code INTEROP} is {@code required}.
 */
final class WebClientsIT {
  private static final Path FOLDER = Path.of("target/npm");
  private static final long SECONDS = 60;

  @Test
  void stropheChatsOverWebSocketAndBosh() throws IOException, InterruptedException {
    requireLibrary("strophe.js");
    try (var server = ParleyTestServer.start()) {
      var accounts = new AccountFactory(server);
      var juliet = accounts.create("juliet");
      var romeo = accounts.create("romeo");
      var lines =
          run(
              "strophe_chat.mjs",
              "wss://" + server.https() + "/xmpp-websocket",
              "https://" + server.https() + "/http-bind",
              server.domain(),
              juliet.name(),
              juliet.password(),
              romeo.name(),
              romeo.password());
      assertThat(lines)
          .containsExactly(
              "login: both",
              "romeo: Art thou not Romeo? <&>",
              "juliet: Neither, fair saint 🌹",
              "end: both");
    }
  }

  @Test
  void xmppJsComesBackOverWebSocket() throws IOException, InterruptedException {
    requireLibrary("@xmpp/client");
    try (var server = ParleyTestServer.start()) {
      var juliet = new AccountFactory(server).create("juliet");
      var lines =
          run(
              "xmppjs_websocket.mjs",
              "wss://" + server.https() + "/xmpp-websocket",
              server.domain(),
              juliet.name(),
              juliet.password());
      assertThat(lines)
          .containsExactly(
              "login: SCRAM-SHA-1",
              "message: Hi <&>",
              "acknowledged: true",
              "login: HT-SHA-256-NONE",
              "message: Hi <&>",
              "acknowledged: true",
              "end: well");
    }
  }

  private static List<String> run(String name, String... arguments)
      throws IOException, InterruptedException {
    var script = FOLDER.resolve(name);
    Files.copy(
        Path.of("src/test/resources/interop", name), script, StandardCopyOption.REPLACE_EXISTING);
    var output = FOLDER.resolve(name + ".out");
    var command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end; " + Files.readString(output));
    }
    return Files.readAllLines(output).stream()
        .filter(line -> line.matches("[a-z]+: .*") || line.contains("Error"))
        .toList();
  }

  private static void requireLibrary(String name) {
    if (Files.isDirectory(FOLDER.resolve("node_modules").resolve(name))) {
      return;
    }
    var complaint = "There is no " + name + " in target/npm; .ci/run has the command that gets it";
    if ("required".equals(System.getenv("INTEROP"))) {
      Assertions.fail(complaint);
    }
    Assumptions.abort(complaint);
  }
}
