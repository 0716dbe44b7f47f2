package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The JavaScript library {@code @xmpp/client}, which logs in by SASL2, Bind 2 and FAST. It has to
 * be in {@code target/npm}; where it is not the test is aborted, or fails if the environment
 * variable {@code INTEROP} is {@code required}.
 */
final class XmppJsIT {
  private static final Path FOLDER = Path.of("target/npm");
  private static final long SECONDS = 60;

  @Test
  void comesBackWithTheTokenItWasGiven() throws IOException, InterruptedException {
    requireLibrary();
    var script = FOLDER.resolve("xmppjs_login.mjs");
    Files.copy(
        Path.of("src/test/resources/interop/xmppjs_login.mjs"),
        script,
        StandardCopyOption.REPLACE_EXISTING);
    var output = FOLDER.resolve("xmppjs_login.out");
    try (var server = ParleyTestServer.start()) {
      var account = new AccountFactory(server).create("juliet");
      var process =
          new ProcessBuilder(
                  "node",
                  script.toString(),
                  String.valueOf(server.directTls().port()),
                  account.domain(),
                  account.name(),
                  account.password())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end; " + Files.readString(output));
      }
    }
    assertThat(Files.readAllLines(output))
        .filteredOn(line -> line.matches("[a-z]+: .*|end") && !line.startsWith("(node"))
        .as(Files.readString(output))
        .containsExactly(
            "login: SCRAM-SHA-1",
            "session: true",
            "acknowledged: true",
            "token: HT-SHA-256-NONE",
            "login: HT-SHA-256-NONE",
            "session: true",
            "acknowledged: true",
            "resource: the same",
            "end");
  }

  private static void requireLibrary() {
    if (Files.isDirectory(FOLDER.resolve("node_modules/@xmpp/client"))) {
      return;
    }
    var complaint = "There is no @xmpp/client: npm install --prefix target/npm @xmpp/client@0.14.0";
    if ("required".equals(System.getenv("INTEROP"))) {
      Assertions.fail(complaint);
    }
    Assumptions.abort(complaint);
  }
}
