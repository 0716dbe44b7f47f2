package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.Jid;

/** Copies for other devices (XEP-0280) and resumed sessions (XEP-0198), with Smack. */
class SmackDevicesIT {
  private static final long PATIENCE_SECONDS = 30;

  private static ParleyTestServer server;

  private Account juliets;
  private SmackPerson juliet;
  private SmackPerson romeo;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void comeOnline() throws Exception {
    var accounts = new AccountFactory(server);
    juliets = accounts.create("juliet");
    juliet = new SmackPerson(server, Security.STARTTLS, juliets);
    romeo = new SmackPerson(server, Security.STARTTLS, accounts.create("romeo")).comeOnline();
  }

  @AfterEach
  void leave() {
    juliet.close();
    romeo.close();
  }

  private static void say(SmackPerson sender, Jid to, String words) throws Exception {
    var message = sender.connection().getStanzaFactory().buildMessageStanza();
    sender.connection().sendStanza(message.to(to).ofType(Message.Type.chat).setBody(words).build());
  }

  @Test
  void theOtherDeviceHasCopiesOfBothSides() throws Exception {
    juliet.comeOnline();
    try (var tablet = new SmackPerson(server, Security.STARTTLS, juliets).comeOnline()) {
      var carbons = CarbonManager.getInstanceFor(tablet.connection());
      assertThat(carbons.isSupportedByServer()).isTrue();
      BlockingQueue<String> copies = new LinkedBlockingQueue<>();
      carbons.addCarbonCopyReceivedListener(
          (direction, copy, wrapper) -> copies.add(direction + ": " + copy.getBody()));
      carbons.enableCarbons();

      say(juliet, romeo.bare(), "Wherefore art thou?");
      assertThat(copies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isEqualTo("sent: Wherefore art thou?");
      say(romeo, juliet.connection().getUser(), "Here.");
      assertThat(copies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("received: Here.");
      assertThat(juliet.nextMessage().getBody()).isEqualTo("Here.");
      assertThat(PingManager.getInstanceFor(tablet.connection()).pingMyServer()).isTrue();
      assertThat(copies).isEmpty();
    }
  }

  @Test
  void aBrokenConnectionIsResumed() throws Exception {
    juliet.connection().setUseStreamManagement(true);
    juliet.connection().setUseStreamManagementResumption(true);
    juliet.comeOnline();
    assertThat(juliet.connection().isSmResumptionPossible()).isTrue();
    var session = juliet.connection().getUser();

    juliet.connection().instantShutdown();
    assertThat(juliet.connection().isDisconnectedButSmResumptionPossible()).isTrue();
    for (int i = 0; i < 3; i++) {
      say(romeo, session, "while she is away " + i);
    }
    juliet.comeOnline();

    assertThat(juliet.connection().streamWasResumed()).isTrue();
    assertThat(juliet.connection().getUser().equals(session)).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(juliet.nextMessage().getBody()).isEqualTo("while she is away " + i);
    }
    say(juliet, romeo.bare(), "I am back.");
    assertThat(romeo.nextMessage().getBody()).isEqualTo("I am back.");
    assertThat(PingManager.getInstanceFor(juliet.connection()).pingMyServer()).isTrue();
    assertThat(juliet.hasMessage()).isFalse();
  }
}
