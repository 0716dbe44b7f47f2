package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials from this server (XEP-0215), used at a TURN server: Debian's coturn. */
final class CoturnIT {
  private static final String SECRET = "north";
  private static final String NS = "urn:xmpp:extdisco:2";

  @TempDir private static Path folder;
  private static int port;
  private static Process coturn;
  private static ParleyTestServer server;

  @BeforeAll
  static void start() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/turnutils_uclient"))) {
      var complaint = "There is no coturn; Debian's package is coturn.";
      if ("required".equals(System.getenv("INTEROP"))) {
        Assertions.fail(complaint);
      }
      Assumptions.abort(complaint);
    }
    try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    coturn = turnserver();
    server =
        ParleyTestServer.start(
            List.of(),
            Map.of(
                "modules.extdisco.services",
                "[{\"type\":\"turn\",\"host\":\"127.0.0.1\",\"port\":"
                    + port
                    + ",\"transport\":\"udp\",\"secret\":\""
                    + SECRET
                    + "\"}]"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.close();
    }
    if (coturn != null) {
      coturn.destroy();
      assertThat(coturn.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process turnserver() throws IOException {
    return new ProcessBuilder(
            "/usr/bin/turnserver",
            "--no-cli",
            "--no-tls",
            "--no-dtls",
            "--listening-ip=127.0.0.1",
            "--relay-ip=127.0.0.1",
            "--listening-port=" + port,
            "--allow-loopback-peers",
            "--use-auth-secret",
            "--static-auth-secret=" + SECRET,
            "--realm=localhost",
            "--userdb=" + folder.resolve("users"),
            "--pidfile=" + folder.resolve("pid"),
            "--log-file=stdout")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  @Test
  void credentialsOpenARelay() throws Exception {
    var turn = credentials();
    var report = relay(turn.get(0), turn.get(1));
    assertThat(report).contains("Total lost packets 0").doesNotContain("401", "error");
  }

  @Test
  void othersDoNot() throws Exception {
    var turn = credentials();
    var later = Long.parseLong(turn.get(0).split(":")[0]) + 1;
    var name = later + ":" + turn.get(0).split(":")[1];
    assertThat(relay(name, turn.get(1))).doesNotContain("Total lost packets 0");
    assertThat(relay("1000000000:past", turn.get(1))).doesNotContain("Total lost packets 0");
  }

  private static List<String> credentials() {
    var account = new AccountFactory(server).create("juliet");
    try (var client = TestClient.login(server, account, null)) {
      var answer =
          client.request("get", server.domain(), "<services xmlns='" + NS + "' type='turn'/>");
      var turn = answer.child("services").orElseThrow().child("service").orElseThrow();
      assertThat(turn.attribute("port")).isEqualTo(String.valueOf(port));
      return List.of(
          String.valueOf(turn.attribute("username")), String.valueOf(turn.attribute("password")));
    }
  }

  /** Sends a few packets from one client of the relay to another; returns what it reports. */
  private static String relay(String username, String password) throws Exception {
    var out = Files.createTempFile(folder, "uclient", ".out");
    var command = new ArrayList<String>();
    command.add("/usr/bin/turnutils_uclient");
    command.addAll(List.of("-y", "-m", "1", "-n", "5", "-l", "100"));
    command.addAll(List.of("-u", username, "-w", password));
    command.addAll(List.of("-p", String.valueOf(port), "127.0.0.1"));
    var client =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!client.waitFor(60, TimeUnit.SECONDS)) {
      client.destroyForcibly();
    }
    return Files.readString(out);
  }
}
