package dev.parley.modules.extdisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.Backend;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerTls;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestClient;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Changes reach those who have asked, and nobody else (XEP-0215 §3.2). */
final class ReloadIT {
  private static final String TURN =
      "{\"services\":[{\"type\":\"turn\",\"host\":\"a.example\",\"secret\":\"north\"}]}";
  private static final String OTHER = TURN.replace("north", "south");
  private static final String NONE = "{\"services\":[]}";

  @Test
  void changesArePushed() {
    try (var server = ParleyTestServer.start();
        var asker = TestClient.login(server, new AccountFactory(server).create("juliet"), "a");
        var other = TestClient.login(server, new AccountFactory(server).create("romeo"), "b")) {
      asker.request("get", server.domain(), "<services xmlns='urn:xmpp:extdisco:2' type='turn'/>");

      reload(server, TURN);
      assertThat(push(asker)).isEqualTo("add");
      reload(server, TURN);
      reload(server, OTHER);
      assertThat(push(asker)).isEqualTo("modify");
      reload(server, NONE);
      assertThat(push(asker)).isEqualTo("delete");

      other.request("get", "<ping xmlns='urn:xmpp:ping'/>");
      assertThat(other.waiting()).isEmpty();
    }
  }

  /** The action of the push that comes next, which is answered. */
  private static String push(TestClient client) {
    var iq = client.nextElement("iq");
    assertThat(iq.attribute("from")).isEqualTo("localhost");
    assertThat(iq.attribute("type")).isEqualTo("set");
    client.send("<iq type='result' to='localhost' id='" + iq.attribute("id") + "'/>");
    var services = iq.child("services").orElseThrow();
    assertThat(services.attribute("type")).isEqualTo("turn");
    return String.valueOf(services.child("service").orElseThrow().attribute("action"));
  }

  private static void reload(ParleyTestServer server, String settings) {
    var running = server.server();
    var changed = running.config().withModule("extdisco", new JsonObject(settings));
    var tls = new ServerTls(changed, Certificates.load(changed, Instant.now()));
    Backend.await(running.reload(changed, tls));
  }
}
