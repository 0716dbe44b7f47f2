package dev.parley.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.LogConfig;
import dev.parley.core.log.Logging;
import dev.parley.testing.Account;
import dev.parley.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of our own code tells whoever reads it, at its most talkative. */
final class LogAttackIT {
  private static final String BODY = "a body that nobody may read";
  private static final String PASSWORD = "a password that nobody may read";

  @TempDir Path folder;

  private Path log;

  @BeforeEach
  void listen() throws IOException {
    log = folder.resolve("log");
    var levels = Map.of("dev.parley", LogConfig.Level.TRACE);
    Logging.apply(new LogConfig(LogConfig.Level.INFO, levels, LogConfig.Format.TEXT, log));
  }

  @AfterEach
  void restore() throws IOException {
    Logging.apply(LogConfig.DEFAULT);
  }

  @Test
  @DisplayName("A100: no password, SASL message or body is logged")
  void secrets() throws IOException {
    try (var arena = new Arena(Map.of("modules.registration.open", "true"))) {
      var account = new Account("secretive", "localhost", PASSWORD);
      arena.server().addAccount(account);
      for (var mechanism : new String[] {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-512-PLUS"}) {
        var client = arena.tls();
        client.authenticate(mechanism, account);
        client.openStream();
        client.bind("x");
        client.send("<presence><status>" + BODY + "</status></presence>");
        client.send(
            "<message to='" + arena.victim().jid() + "'><body>" + BODY + "</body></message>");
        client.send("<message to='nobody@localhost'><body>" + BODY + "</body></message>");
        client.request("get", "<ping xmlns='urn:xmpp:ping'/>");
        client.request(
            "set",
            "<query xmlns='jabber:iq:register'><username>secretive</username><password>"
                + PASSWORD
                + "</password></query>");
        client.send("<message><body>" + BODY + "</message>");
        Arena.end(client);
      }
      var wrong = arena.tls();
      var message = Base64.getEncoder().encodeToString(("\0secretive\0" + BODY).getBytes(UTF_8));
      wrong.send(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
              + message
              + "</auth>");
      wrong.nextElement("failure");
      wrong.drop();
      arena.alive();
      assertThat(Files.readString(log))
          .contains("secretive@localhost")
          .doesNotContain(BODY, PASSWORD, message, "p=", "c=biws", "n,,n=");
    }
  }

  @Test
  @DisplayName("A147: what clients write cannot begin a line or change the terminal")
  void forgedLines() throws IOException {
    try (var arena = new Arena(Map.of())) {
      var client = TestClient.connectTls(arena.server().directTls(), "localhost");
      client.openStream();
      var name = "eve\r\nSEVERE: forged\u001b[2J\u202e";
      client.send(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
              + Base64.getEncoder().encodeToString(("\0" + name + "\0x").getBytes(UTF_8))
              + "</auth>");
      client.nextElement("failure");
      client.send(
          "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
              + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>a\nSEVERE: forged&#xD;b</text>"
              + "</stream:error>");
      Arena.end(client);
      arena.alive();
      assertThat(Files.readAllLines(log)).noneMatch(line -> line.startsWith("SEVERE"));
      assertThat(Files.readString(log)).doesNotContain("\r", "\u001b", "\u202e");
    }
  }
}
