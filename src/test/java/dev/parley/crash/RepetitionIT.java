package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Trust;
import dev.parley.testing.Xml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A message that arrived, and whose sender had no acknowledgement when the server was killed, is
 * sent once more: each archive has it once, and who gets it again gets it under the same id.
 */
class RepetitionIT {
  private static final Account ROMEO = new Account("romeo", "localhost", "secret");
  private static final Account JULIET = new Account("juliet", "localhost", "secret");
  private static final String MESSAGE =
      "<message type='chat' id='o1' to='juliet@localhost'><body>Hark</body>"
          + "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/></message>";
  private static final String QUERY = "<query xmlns='urn:xmpp:mam:2'/>";

  private final Endpoint listener = ServerProcess.freeEndpoint();

  @Test
  void whatIsSentAgainAfterACrashIsArchivedOnce(@TempDir Path data) {
    Path jar = Path.of(System.getProperty("parley.jar"));
    try (var stopped = new StoppedServer(StorageConfig.DEFAULT, data)) {
      stopped.add(List.of(ROMEO, JULIET));
    }
    String before;
    try (var server = ServerProcess.start(jar, data, listener, List.of())) {
      server.awaitReady();
      var juliet = enter(JULIET, "phone");
      var romeo = enter(ROMEO, "hall");
      romeo.send(MESSAGE);
      before = stanzaId(next(juliet, "message"));
      archived(romeo);
      server.kill();
      server.awaitEnd();
    }
    try (var server = ServerProcess.start(jar, data, listener, List.of())) {
      server.awaitReady();
      var juliet = enter(JULIET, "phone");
      var romeo = enter(ROMEO, "hall");
      romeo.send(MESSAGE);
      assertThat(stanzaId(next(juliet, "message"))).isEqualTo(before);
      juliet.send("<a xmlns='urn:xmpp:sm:3' h='2'/>"); // her presence and the message
      awaitAcknowledgement(romeo, "2");
      assertThat(archived(juliet)).containsExactly(before);
      assertThat(archived(romeo)).hasSize(1);
    }
  }

  /** Available, with XEP-0198. */
  private TestClient enter(Account account, String resource) {
    var client = TestClient.connect(listener, account.domain(), Trust.all(), event -> {});
    client.openStream();
    client.authenticate("SCRAM-SHA-1", account);
    client.openStream();
    client.bind(resource);
    client.send("<enable xmlns='urn:xmpp:sm:3'/>");
    next(client, "enabled");
    client.send("<presence/>");
    next(client, "presence");
    return client;
  }

  /** Asks until the server has counted so many stanzas. */
  private static void awaitAcknowledgement(TestClient client, String h) {
    String counted = "";
    while (!h.equals(counted)) {
      client.send("<r xmlns='urn:xmpp:sm:3'/>");
      counted = String.valueOf(next(client, "a").attribute("h"));
    }
  }

  /** The next element of that name; the server may ask in between what has come. */
  private static Xml.Element next(TestClient client, String name) {
    var event =
        client.await(candidate ->
            candidate instanceof StreamEvent.Received received
                && received.element().local().equals(name));
    return ((StreamEvent.Received) event).element();
  }

  private static String stanzaId(Xml.Element message) {
    return String.valueOf(message.child("stanza-id").orElseThrow().attribute("id"));
  }

  /** The ids of all that the archive of a client has. */
  private static List<String> archived(TestClient client) {
    var seen = new ArrayList<String>();
    client.request("set", QUERY);
    for (var event : client.waiting()) {
      if (event instanceof StreamEvent.Received received) {
        received
            .element()
            .child("result")
            .ifPresent(result -> seen.add(String.valueOf(result.attribute("id"))));
      }
    }
    return seen;
  }
}
