package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crash.FaultProxy.Fault;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.Endpoint;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Connections between two servers break in the middle of messages in both directions, half of them
 * so that the server that was called does not hear of it. Streams are resumed (XEP-0198 §5).
 */
class ServerConnectionFaultsIT {
  private static final int FAULTS = Integer.getInteger("parley.crash.serverFaults", 25);
  private static final long SEED =
      Long.getLong("parley.crash.seed", new SecureRandom().nextInt(1_000_000));
  private static final int BURST = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The number that each reader waits for. */
  private final Map<TestClient, Integer> next = new IdentityHashMap<>();

  @Test
  void everyMessageArrivesOnceAndInItsPlace() {
    System.out.println("parley.crash.seed=" + SEED + " parley.crash.serverFaults=" + FAULTS);
    var random = new Random(SEED);
    try (var servers =
            new TwoServers(
                TwoServers.Trust.CERTIFICATES, false, Map.of("s2s.links.backoff", "50ms"));
        var toMontague = proxy(servers.montague());
        var toCapulet = proxy(servers.capulet())) {
      route(servers.capulet(), TwoServers.MONTAGUE, toMontague);
      route(servers.montague(), TwoServers.CAPULET, toCapulet);
      var juliet = login(servers.capulet(), "juliet");
      var romeo = login(servers.montague(), "romeo");
      int faults = 0;
      for (int sent = 0; faults < FAULTS; sent += 2 * BURST) {
        burst(juliet, romeo, sent);
        burst(romeo, juliet, sent);
        if (random.nextBoolean()) {
          arrives(romeo, sent);
          arrives(juliet, sent);
        }
        var fault = random.nextBoolean() ? Fault.RESET : Fault.SILENCE;
        var first = random.nextBoolean() ? toMontague : toCapulet;
        var second = first == toMontague ? toCapulet : toMontague;
        faults += first.strike(fault, random) || second.strike(fault, random) ? 1 : 0;
        burst(juliet, romeo, sent + BURST);
        burst(romeo, juliet, sent + BURST);
        for (var reader : new TestClient[] {romeo, juliet}) {
          while (next.getOrDefault(reader, 0) < sent + 2 * BURST) {
            arrives(reader, next.getOrDefault(reader, 0));
          }
        }
      }
      assertThat(juliet.waiting()).isEmpty();
      assertThat(romeo.waiting()).isEmpty();
      juliet.drop();
      romeo.drop();
    }
  }

  private static FaultProxy proxy(ParleyTestServer server) {
    return new FaultProxy(new Endpoint("127.0.0.1", server.server().ports().s2s()));
  }

  private static void route(ParleyTestServer server, String domain, FaultProxy proxy) {
    TwoServers.route(
        server, Map.of(domain, proxy.endpoint().host() + ":" + proxy.endpoint().port()));
  }

  private static TestClient login(ParleyTestServer server, String name) {
    var client =
        TestClient.login(server, new AccountFactory(server).create(name), "hall")
            .patience(PATIENCE);
    client.send("<presence/>");
    client.nextElement("presence");
    return client;
  }

  private static void burst(TestClient from, TestClient to, int first) {
    var text = new StringBuilder();
    for (int i = first; i < first + BURST; i++) {
      text.append("<message type='chat' to='")
          .append(to.jid())
          .append("' id='")
          .append(i)
          .append("'><body>")
          .append(i)
          .append("</body></message>");
    }
    from.send(text.toString());
  }

  /** The next that comes is this one, and nothing else. */
  private void arrives(TestClient reader, int number) {
    var event = reader.next();
    assertThat(event).isInstanceOf(StreamEvent.Received.class);
    var message = ((StreamEvent.Received) event).element();
    assertThat(message.attribute("id"))
        .as("%s, seed %s", message, SEED)
        .isEqualTo(String.valueOf(number));
    assertThat(message.attribute("type")).isEqualTo("chat");
    next.put(reader, number + 1);
  }
}
