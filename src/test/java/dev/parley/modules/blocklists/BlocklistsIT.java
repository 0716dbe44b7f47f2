package dev.parley.modules.blocklists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TwoServers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that one server publishes and another follows. */
final class BlocklistsIT {
  private static final String LIST = "pubsub." + TwoServers.CAPULET + "/muc_bans_sha256";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void anotherServerFollowsTheList() {
    var publishing = Map.of("modules.blocklists.publish", "true");
    var capulet = start(TwoServers.CAPULET, publishing);
    run(capulet, "blocklist add", "paris@verona.example");
    try (var montague = start(TwoServers.MONTAGUE, following(capulet))) {
      route(capulet, montague);
      assertSize(montague, 1);

      run(capulet, "blocklist add", "verona.example");
      assertSize(montague, 2);

      run(capulet, "blocklist remove", "paris@verona.example");
      assertSize(montague, 1);
      assertThat(run(capulet, "blocklist list", "").getJsonArray("entries")).hasSize(1);

      // What changed while it did not run is published when it starts.
      capulet = capulet.restart(settings(TwoServers.CAPULET, publishing));
      run(capulet, "blocklist remove", "verona.example");
      try (var other = start(TwoServers.MONTAGUE, following(capulet))) {
        route(capulet, other);
        run(capulet, "blocklist add", "tybalt@verona.example");
        assertSize(other, 1);
      }
    } finally {
      capulet.close();
    }
  }

  private ParleyTestServer start(String domain, Map<String, String> more) {
    return ParleyTestServer.start(List.of(), settings(domain, more));
  }

  private Map<String, String> settings(String domain, Map<String, String> more) {
    var all = new HashMap<>(TwoServers.certificate(folder, domain, "*." + domain));
    all.put("domains", "[\"" + domain + "\"]");
    all.put("listen.s2s.host", "127.0.0.1");
    all.put("listen.s2s.port", "0");
    all.put("listen.s2sTls", "null");
    all.putAll(more);
    return all;
  }

  private static Map<String, String> following(ParleyTestServer publisher) {
    return Map.of(
        "modules.blocklists.lists",
        "[\"pubsub." + TwoServers.CAPULET + "\"]",
        "s2s.routes",
        new JsonObject()
            .put("pubsub." + TwoServers.CAPULET, "127.0.0.1:" + publisher.server().ports().s2s())
            .encode());
  }

  private static void route(ParleyTestServer from, ParleyTestServer to) {
    TwoServers.route(from, Map.of(TwoServers.MONTAGUE, "127.0.0.1:" + to.server().ports().s2s()));
  }

  private static void assertSize(ParleyTestServer server, int size) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var found = -1;
    while (found != size && System.nanoTime() < deadline) {
      var lists = run(server, "blocklist list", "").getJsonObject("lists");
      found = lists.getInteger(LIST, 0);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(found).isEqualTo(size);
  }

  private static JsonObject run(ParleyTestServer server, String command, String jid) {
    return server.run(command, new JsonObject().put("jid", jid));
  }
}
