package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import dev.parley.testing.Xml;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People of two servers, which know each other in every way there is. */
final class TwoServersIT {

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of(TwoServers.Trust.CERTIFICATES, false),
        Arguments.of(TwoServers.Trust.CERTIFICATES, true),
        Arguments.of(TwoServers.Trust.DIALBACK, false),
        Arguments.of(TwoServers.Trust.DIALBACK, true));
  }

  @ParameterizedTest(name = "{0}, direct TLS {1}")
  @MethodSource("ways")
  void messagesPassInBothDirections(TwoServers.Trust trust, boolean directTls) {
    try (var servers = new TwoServers(trust, directTls, Map.of());
        var juliet = login(servers.capulet(), "juliet");
        var romeo = login(servers.montague(), "romeo")) {
      juliet.send(message(romeo, "m1"));
      var heard = next(romeo, "message");
      assertThat(heard.attribute("from")).isEqualTo(juliet.jid());
      assertThat(heard.attribute("id")).isEqualTo("m1");
      assertThat(heard.toString()).doesNotContain("lang");

      for (var number : List.of("m2", "m3", "m4")) {
        romeo.send(message(juliet, number));
      }
      for (var number : List.of("m2", "m3", "m4")) {
        assertThat(next(juliet, "message").attribute("id")).isEqualTo(number);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void messagesPassWithOpenSsl(boolean directTls) {
    try (var servers =
            new TwoServers(
                TwoServers.Trust.CERTIFICATES, directTls, Map.of("tls.engine", "openssl"));
        var juliet = login(servers.capulet(), "juliet");
        var romeo = login(servers.montague(), "romeo")) {
      juliet.send(message(romeo, "m1"));
      assertThat(next(romeo, "message").attribute("id")).isEqualTo("m1");
      romeo.send(message(juliet, "m2"));
      assertThat(next(juliet, "message").attribute("id")).isEqualTo("m2");
    }
  }

  @Test
  void contactsOfAnotherServer() {
    try (var servers = new TwoServers(TwoServers.Trust.CERTIFICATES, false, Map.of());
        var juliet = login(servers.capulet(), "juliet");
        var romeo = login(servers.montague(), "romeo")) {
      romeo.request("get", "<query xmlns='jabber:iq:roster'/>");
      juliet.request("get", "<query xmlns='jabber:iq:roster'/>");
      juliet.send("<presence type='subscribe' id='s1' to='" + bare(romeo) + "'/>");
      assertThat(presence(romeo, "subscribe").attribute("from")).isEqualTo(bare(juliet));

      romeo.send("<presence type='subscribed' to='" + bare(juliet) + "'/>");
      assertThat(presence(juliet, "subscribed").attribute("from")).isEqualTo(bare(romeo));
      assertThat(from(juliet, romeo.jid()).attribute("type")).isNull();

      romeo.send("<presence><show>away</show></presence>");
      assertThat(from(juliet, romeo.jid()).child("show").orElseThrow().text()).isEqualTo("away");
    }
  }

  private static String bare(TestClient client) {
    return client.jid().split("/", 2)[0];
  }

  private static Xml.Element presence(TestClient client, String type) {
    return ((StreamEvent.Received)
            client.await(event ->
                is(event, "presence")
                    && type.equals(((StreamEvent.Received) event).element().attribute("type"))))
        .element();
  }

  private static Xml.Element from(TestClient client, String sender) {
    return ((StreamEvent.Received)
            client.await(event ->
                is(event, "presence")
                    && sender.equals(((StreamEvent.Received) event).element().attribute("from"))))
        .element();
  }

  private static TestClient login(ParleyTestServer server, String name) {
    var client = TestClient.login(server, new AccountFactory(server).create(name), "hall");
    client.send("<presence/>");
    client.await(event -> is(event, "presence"));
    return client;
  }

  private static String message(TestClient to, String id) {
    return "<message type='chat' id='" + id + "' to='" + to.jid() + "'><body>Hi</body></message>";
  }

  private static Xml.Element next(TestClient client, String name) {
    return ((StreamEvent.Received) client.await(event -> is(event, name))).element();
  }

  private static boolean is(StreamEvent event, String name) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals(name);
  }
}
