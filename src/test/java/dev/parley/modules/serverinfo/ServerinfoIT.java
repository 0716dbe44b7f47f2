package dev.parley.modules.serverinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that speak with each other, one of which does not want to be named. */
final class ServerinfoIT {
  private static final String VERONA = "verona.example";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> PUBLISHING =
      Map.of("modules.serverinfo.enabled", "true", "modules.serverinfo.interval", "1s");

  @TempDir Path folder;

  @Test
  void onlyWhoPublishesTooIsNamed() {
    try (var capulet = start(TwoServers.CAPULET, PUBLISHING);
        var verona = start(VERONA, PUBLISHING);
        var montague = start(TwoServers.MONTAGUE, Map.of())) {
      var servers =
          Map.of(TwoServers.CAPULET, capulet, VERONA, verona, TwoServers.MONTAGUE, montague);
      servers.values().forEach(server -> routes(server, servers));
      try (var juliet = login(capulet, "juliet");
          var escalus = login(verona, "escalus")) {
        assertThat(ping(juliet, VERONA)).isEqualTo("result");
        assertThat(ping(juliet, TwoServers.MONTAGUE)).isEqualTo("result");

        var there = published(juliet, "<remote-domain name='" + VERONA + "'>", "<remote-domain/>");
        assertThat(there)
            .contains("<domain name='" + TwoServers.CAPULET + "'>")
            .contains("<connection type='")
            .doesNotContain(TwoServers.MONTAGUE);
        assertThat(published(escalus, "<remote-domain name='" + TwoServers.CAPULET + "'>"))
            .doesNotContain(TwoServers.MONTAGUE);
      }
    }
  }

  private ParleyTestServer start(String domain, Map<String, String> more) {
    var all = new HashMap<>(TwoServers.certificate(folder, domain, "*." + domain));
    all.put("domains", "[\"" + domain + "\"]");
    all.put("listen.s2s.host", "127.0.0.1");
    all.put("listen.s2s.port", "0");
    all.put("listen.s2sTls", "null");
    all.putAll(more);
    return ParleyTestServer.start(List.of(), all);
  }

  private static void routes(ParleyTestServer from, Map<String, ParleyTestServer> servers) {
    var places = new HashMap<String, String>();
    servers.forEach(
        (domain, server) -> places.put(domain, "127.0.0.1:" + server.server().ports().s2s()));
    TwoServers.route(from, places);
  }

  private static TestClient login(ParleyTestServer server, String name) {
    return TestClient.login(server, new AccountFactory(server).create(name), "hall")
        .patience(PATIENCE);
  }

  private static String ping(TestClient person, String domain) {
    var answer = person.request("get", domain, "<ping xmlns='urn:xmpp:ping'/>");
    return String.valueOf(answer.attribute("type"));
  }

  /** The item as soon as it has all of that; the last one seen if it never does. */
  private static String published(TestClient person, String... parts) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var found = "";
    do {
      found =
          person
              .request(
                  "get",
                  "pubsub." + person.domain(),
                  "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='serverinfo'/>"
                      + "</pubsub>")
              .toString();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } while (!List.of(parts).stream().allMatch(found::contains) && System.nanoTime() < deadline);
    assertThat(found).contains(parts);
    return found;
  }
}
