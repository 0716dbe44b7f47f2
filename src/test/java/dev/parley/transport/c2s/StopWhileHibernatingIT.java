package dev.parley.transport.c2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stops while clients are away that could have come back. */
class StopWhileHibernatingIT {
  private static final int MESSAGES = 20;

  private ParleyTestServer server = ParleyTestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static boolean isMessage(StreamEvent event) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals("message");
  }

  @Test
  void whatWaitedForThemIsStoredOnceAndInOrder() {
    var accounts = new AccountFactory(server);
    var juliet = accounts.create("juliet");
    var romeo = TestClient.login(server, accounts.create("romeo"), "hall");
    var phone = TestClient.login(server, juliet, "phone");
    phone.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>");
    phone.nextElement("enabled");
    phone.nextElement("presence");
    phone.drop();
    for (int number = 0; number < MESSAGES; number++) {
      romeo.send(
          "<message type='chat' to='" + juliet.jid() + "'><body>" + number + "</body></message>");
    }
    romeo.request("get", "<ping xmlns='urn:xmpp:ping'/>");
    romeo.request("get", juliet.jid(), "<ping xmlns='urn:xmpp:ping'/>");

    server = server.restart();
    var bodies = new ArrayList<String>();
    try (var tablet = TestClient.login(server, juliet, "tablet")) {
      tablet.send("<presence/>");
      for (int number = 0; number < MESSAGES; number++) {
        var event = (StreamEvent.Received) tablet.await(StopWhileHibernatingIT::isMessage);
        bodies.add(event.element().child("body").orElseThrow().text());
      }
      tablet.request("get", "<ping xmlns='urn:xmpp:ping'/>");
      assertThat(tablet.waiting()).noneMatch(StopWhileHibernatingIT::isMessage);
    }
    for (int number = 0; number < MESSAGES; number++) {
      assertThat(bodies.get(number)).isEqualTo(String.valueOf(number));
    }
    romeo.drop();
  }
}
