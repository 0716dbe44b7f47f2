package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.Endpoint;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.TestClient;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A81: somebody at the port of components who is none; and at that of the file proxy. */
class ComponentAttackIT {
  private static final ParleyTestServer SERVER =
      ParleyTestServer.start(
          List.of(),
          Map.of("components.list", "[{\"domain\":\"echo.localhost\",\"secret\":\"s3cret\"}]"));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void a_thousand_wrong_secrets_open_nothing_and_the_right_one_still_does() {
    for (int i = 0; i < 1_000; i++) {
      var client = connect();
      client.shakeHands(client.openComponent(), "guess" + i);
      assertThat(client.nextElement("error").toString()).contains("not-authorized");
      client.drop();
    }
    var client = connect();
    client.shakeHands(client.openComponent(), "s3cret");
    client.nextElement("handshake");
    client.drop();
  }

  @Test
  void the_hash_of_another_stream_is_of_no_use() {
    var first = connect();
    var id = first.openComponent();
    var second = connect();
    assertThat(second.openComponent()).isNotEqualTo(id).hasSizeGreaterThanOrEqualTo(22);
    second.shakeHands(id, "s3cret");
    assertThat(second.nextElement("error").toString()).contains("not-authorized");
    first.drop();
    second.drop();
  }

  @Test
  void it_listens_on_loopback_only() throws IOException {
    assertThat(SERVER.server().config().components().host()).isEqualTo("127.0.0.1");
    for (var address :
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList()) {
      assertThatThrownBy(() -> new Socket(address, SERVER.component().port()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_proxy_for_others_than_our_hashes_is_refused() throws IOException {
    assertThat(answer(proxyPort(), new byte[] {5, 1, 0}, socks(1, "example.org")))
        .as("CONNECT to a host")
        .startsWith((byte) 5, (byte) 0, (byte) 5, (byte) 2);
    assertThat(answer(proxyPort(), new byte[] {5, 1, 2}, new byte[0]))
        .as("only with a password")
        .containsExactly(5, 0xff);
    assertThat(answer(proxyPort(), new byte[] {4, 1, 0}, new byte[0]))
        .as("SOCKS4")
        .containsExactly(5, 0xff);
  }

  private static int proxyPort() {
    var client = connect();
    client.shakeHands(client.openComponent(), "s3cret");
    client.nextElement("handshake");
    client.drop();
    var account = new AccountFactory(SERVER).create("juliet");
    try (var juliet = TestClient.login(SERVER, account, "phone")) {
      var query =
          juliet.request(
              "get", "proxy.localhost", "<query xmlns='http://jabber.org/protocol/bytestreams'/>");
      var text = query.toString();
      var from = text.indexOf("port='") + 6;
      return Integer.parseInt(text.substring(from, text.indexOf('\'', from)));
    }
  }

  private static byte[] socks(int command, String host) {
    var name = host.getBytes(StandardCharsets.US_ASCII);
    var request = new byte[47];
    request[0] = 5;
    request[1] = (byte) command;
    request[3] = 3;
    request[4] = (byte) name.length;
    System.arraycopy(name, 0, request, 5, name.length);
    return request;
  }

  /** All that comes until the other side closes. */
  private static byte[] answer(int port, byte[] greeting, byte[] request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(greeting);
      var in = socket.getInputStream();
      var first = in.readNBytes(2);
      socket.getOutputStream().write(request);
      var rest = first.length == 2 && first[1] == 0 ? in.readAllBytes() : new byte[0];
      var all = new byte[first.length + rest.length];
      System.arraycopy(first, 0, all, 0, first.length);
      System.arraycopy(rest, 0, all, first.length, rest.length);
      return all;
    }
  }

  private static TestClient connect() {
    var endpoint = new Endpoint("127.0.0.1", SERVER.component().port());
    return TestClient.connectComponent(endpoint, "echo.localhost", heard -> {});
  }
}
