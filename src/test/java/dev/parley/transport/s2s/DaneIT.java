package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.federation.DaneRules;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.RemoteServer;
import dev.parley.testing.SignedZone;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TestDns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** A server whose certificate nobody vouches for but its zone. */
final class DaneIT {
  private static final String OTHER = "0".repeat(64);

  private final TestDns dns = TestDns.start();
  private final RemoteServer remote = RemoteServer.make("dane", false);
  @TempDir Path folder;

  @AfterEach
  void stop() {
    remote.close();
    dns.close();
  }

  @Test
  void itsRecordIsEnough() throws IOException {
    try (var server = server(zone(right()), "require", "1m");
        var juliet = juliet(server)) {
      juliet.send(message());
      try (var peer = remote.letIn(server)) {
        assertThat(peer.nextElement("message").attribute("id")).isEqualTo("m1");
      }
    }
  }

  /** RFC 6698 §2.1: whom the record denies nobody else can vouch for, dialback least of all. */
  @Test
  void anotherCertificateIsRefusedWhateverElseIsEnough() throws IOException {
    try (var server = server(zone(OTHER), "dialback", "1m");
        var juliet = juliet(server)) {
      juliet.send(message());
      var peer = remote.answer(server);
      peer.send("<stream:features/>");
      assertThat(bounced(juliet)).contains("remote-server-not-found");
      assertThat(peer.next()).isNotInstanceOf(StreamEvent.Received.class);
    }
  }

  /** RFC 4035 §5.5: nobody is connected to whom a wrong signature leads to. */
  @Test
  void aWrongSignatureLeadsNowhere() throws IOException {
    var host = "_" + remote.port() + "._tcp.host." + remote.domain() + ".";
    try (var server = server(zone(right()).spoil(host, Type.TLSA), "dialback", "2s");
        var juliet = juliet(server)) {
      juliet.send(message());
      assertThat(bounced(juliet)).contains("remote-server-timeout");
      assertThat(remote.wasCalled()).isFalse();
    }
  }

  /** The peer calls, and shows the same certificate. */
  @Test
  void itIsBelievedWhenItCallsToo() throws IOException {
    try (var server = server(zone(right()), "require", "1m");
        var peer = remote.prove(server)) {
      assertThat(peer).as("authenticated by EXTERNAL").isNotNull();
    }
  }

  private String right() {
    return DaneRules.data(1, 1, remote.certificate());
  }

  private SignedZone zone(String data) {
    var domain = remote.domain() + ".";
    return new SignedZone(
        domain,
        "_xmpp-server._tcp."
            + domain
            + " SRV 0 0 "
            + remote.port()
            + " host."
            + domain
            + "\nhost."
            + domain
            + " A 127.0.0.1\n_"
            + remote.port()
            + "._tcp.host."
            + domain
            + " TLSA 3 1 1 "
            + data
            + "\n");
  }

  private ParleyTestServer server(SignedZone zone, String policy, String patience)
      throws IOException {
    dns.with(zone);
    var settings = new HashMap<>(RemoteServer.settings());
    settings.put("s2s.policy.others", policy);
    settings.put("s2s.dane", "true");
    settings.put("s2s.dns.servers", "[\"" + dns.address() + "\"]");
    settings.put("s2s.dns.privateNetworks", "[\"127.0.0.1\"]");
    settings.put("s2s.queue.timeout", patience);
    settings.put(
        "s2s.dns.rootKeys", Files.writeString(folder.resolve("keys"), zone.ds() + "\n").toString());
    return ParleyTestServer.start(List.of(), settings);
  }

  private static TestClient juliet(ParleyTestServer server) {
    return TestClient.login(server, new AccountFactory(server).create("juliet"), "hall");
  }

  private String message() {
    return "<message id='m1' type='chat' to='romeo@"
        + remote.domain()
        + "'><body>Hi</body></message>";
  }

  private static String bounced(TestClient juliet) {
    return juliet.nextElement("message").toString();
  }
}
