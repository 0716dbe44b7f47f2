package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people in rooms hear when the server is stopped in good order (XEP-0045 §11.2). */
class RoomShutdownIT {
  private static final String MUC = "http://jabber.org/protocol/muc";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Xml.Element await(TestClient client, String from, String code) {
    var event =
        client.await(candidate ->
            candidate instanceof StreamEvent.Received received
                && received.element().local().equals("presence")
                && from.equals(received.element().attribute("from"))
                && codes(received.element()).contains(code));
    return ((StreamEvent.Received) event).element();
  }

  private static List<String> codes(Xml.Element presence) {
    return presence
        .children()
        .filter(child -> child.local().equals("x"))
        .flatMap(Xml.Element::children)
        .filter(child -> child.local().equals("status"))
        .map(status -> String.valueOf(status.attribute("code")))
        .toList();
  }

  @Test
  void allAreToldThatTheServiceShutsDownAndNothingElse() {
    // A tenth of it is for those who are told.
    try (var server = ParleyTestServer.start(List.of(), Map.of("stopTimeout", "5m"))) {
      var accounts = new AccountFactory(server);
      var juliet = TestClient.login(server, accounts.create("juliet"), "phone").patience(PATIENCE);
      var romeo = TestClient.login(server, accounts.create("romeo"), "hall").patience(PATIENCE);
      String room = "garden@conference." + server.domain();
      juliet.send("<presence to='" + room + "/juliet'><x xmlns='" + MUC + "'/></presence>");
      juliet.request(
          "set",
          room,
          "<query xmlns='" + MUC + "#owner'><x xmlns='jabber:x:data' type='submit'/></query>");
      romeo.send("<presence to='" + room + "/romeo'><x xmlns='" + MUC + "'/></presence>");
      await(romeo, room + "/romeo", "110");

      server.server().stop();

      for (TestClient client : List.of(juliet, romeo)) {
        String nick = client == juliet ? "/juliet" : "/romeo";
        Xml.Element gone = await(client, room + nick, "332");
        assertThat(gone.attribute("type")).isEqualTo("unavailable");
        assertThat(codes(gone)).containsExactly("110", "332");
      }
      // Nobody sees the others leave, one after the other.
      romeo.await(event ->
          event instanceof StreamEvent.Closed || event instanceof StreamEvent.Disconnected);
      assertThat(romeo.waiting()).noneMatch(event -> event.toString().contains("unavailable"));
      juliet.drop();
      romeo.drop();
    }
  }
}
