package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;

/** Two people who use Smack. */
class SmackIT {
  private static ParleyTestServer server;

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

  @AfterEach
  void leave() {
    juliet.close();
    romeo.close();
  }

  @ParameterizedTest
  @EnumSource
  void twoPeopleMeet(Security security) throws Exception {
    var accounts = new AccountFactory(server);
    var romeos = accounts.create("romeo");
    juliet = new SmackPerson(server, security, accounts.create("juliet")).comeOnline();
    romeo = new SmackPerson(server, security, romeos).comeOnline();
    assertThat(juliet.connection().getUsedSaslMechansism()).isEqualTo("SCRAM-SHA-1");

    becomeFriends();
    seeEachOther();
    talk();
    romeo.close();
    miss();
    romeo = new SmackPerson(server, security, romeos).comeOnline();
    find();
    lookUp();
    romeo = changePassword(security, romeos);
    say(juliet, romeo.bare(), "Good night!");
    assertThat(romeo.nextMessage().getBody()).isEqualTo("Good night!");
  }

  private void becomeFriends() throws SmackException, XMPPException, InterruptedException {
    juliet.roster().createItem(romeo.bare(), "Romeo", new String[] {"Verona"});
    juliet.until("the contact", () -> isInGroup(juliet, romeo));
    var entry = juliet.roster().getEntry(romeo.bare());
    assertThat(entry.getName()).isEqualTo("Romeo");
    assertThat(entry.getGroups()).extracting(group -> group.getName()).containsExactly("Verona");

    juliet.roster().sendSubscriptionRequest(romeo.bare());
    romeo.until("her request", () -> romeo.isAskedBy(juliet));
    presence(romeo, juliet.bare(), Presence.Type.subscribed);
    romeo.roster().sendSubscriptionRequest(juliet.bare());
    juliet.until("his request", () -> juliet.isAskedBy(romeo));
    presence(juliet, romeo.bare(), Presence.Type.subscribed);
    juliet.until("both, for her", () -> knows(juliet, romeo));
    romeo.until("both, for him", () -> knows(romeo, juliet));
  }

  /** Smack adds a contact first, then to its groups, and tells when it has done both. */
  private static boolean isInGroup(SmackPerson person, SmackPerson other) {
    var entry = person.roster().getEntry(other.bare());
    return entry != null && !entry.getGroups().isEmpty();
  }

  private static boolean knows(SmackPerson person, SmackPerson other) {
    var entry = person.roster().getEntry(other.bare());
    return entry != null && entry.getType() == ItemType.both;
  }

  private static void presence(SmackPerson sender, Jid to, Presence.Type type)
      throws SmackException, InterruptedException {
    var stanzas = sender.connection().getStanzaFactory();
    sender.connection().sendStanza(stanzas.buildPresenceStanza().ofType(type).to(to).build());
  }

  private void seeEachOther() throws SmackException, InterruptedException {
    romeo
        .connection()
        .sendStanza(
            romeo
                .connection()
                .getStanzaFactory()
                .buildPresenceStanza()
                .setMode(Presence.Mode.away)
                .setStatus("at the balcony")
                .build());
    juliet.until(
        "his absence",
        () -> {
          var seen = juliet.roster().getPresence(romeo.bare());
          return seen.getMode() == Presence.Mode.away && "at the balcony".equals(seen.getStatus());
        });
  }

  private void talk() throws SmackException, InterruptedException {
    say(juliet, romeo.bare(), "Wherefore art thou?");
    var question = romeo.nextMessage();
    assertThat(question.getBody()).isEqualTo("Wherefore art thou?");
    assertThat(question.getFrom().equals(juliet.connection().getUser())).isTrue();

    say(romeo, question.getFrom(), "Call me but love <3 & \uD83C\uDF39");
    var answer = juliet.nextMessage();
    assertThat(answer.getBody()).isEqualTo("Call me but love <3 & \uD83C\uDF39");
    assertThat(answer.getFrom().equals(romeo.connection().getUser())).isTrue();
  }

  private static void say(SmackPerson sender, Jid to, String words)
      throws SmackException, InterruptedException {
    var stanzas = sender.connection().getStanzaFactory();
    sender
        .connection()
        .sendStanza(
            stanzas.buildMessageStanza().to(to).ofType(Message.Type.chat).setBody(words).build());
  }

  /** She writes while he is away. */
  private void miss() throws SmackException, InterruptedException {
    juliet.until("his leave", () -> !juliet.roster().getPresence(romeo.bare()).isAvailable());
    say(juliet, romeo.bare(), "Art thou gone so?");
    assertThat(PingManager.getInstanceFor(juliet.connection()).pingMyServer()).isTrue();
  }

  /** He comes back. */
  private void find() throws InterruptedException {
    var message = romeo.nextMessage();
    assertThat(message.getBody()).isEqualTo("Art thou gone so?");
    assertThat(DelayInformation.from(message).getStamp()).isNotNull();
  }

  private void lookUp() throws SmackException, XMPPException, InterruptedException {
    var vcard = new VCard();
    vcard.setFirstName("Romeo");
    vcard.setLastName("Montague");
    VCardManager.getInstanceFor(romeo.connection()).saveVCard(vcard);
    var found = VCardManager.getInstanceFor(juliet.connection()).loadVCard(romeo.bare());
    assertThat(found.getLastName()).isEqualTo("Montague");

    var ping = PingManager.getInstanceFor(juliet.connection());
    assertThat(ping.pingMyServer()).isTrue();
    EntityFullJid his = romeo.connection().getUser();
    assertThat(ping.ping(his)).isTrue();
  }

  private SmackPerson changePassword(Security security, Account old)
      throws IOException, SmackException, XMPPException, InterruptedException {
    var changed = new Account(old.name(), old.domain(), old.password() + ", new");
    var account = AccountManager.getInstance(romeo.connection());
    // Smack does not know that its sockets speak TLS, where it was not asked to make them.
    account.sensitiveOperationOverInsecureConnection(security == Security.DIRECT);
    account.changePassword(changed.password());
    romeo.close();
    try (var refused = new SmackPerson(server, security, old)) {
      assertThatThrownBy(refused::comeOnline)
          .isInstanceOf(SASLErrorException.class)
          .hasMessageContaining("not-authorized");
    }
    return new SmackPerson(server, security, changed).comeOnline();
  }

  @Test
  void aLostConnectionIsResumed() throws Exception {
    var accounts = new AccountFactory(server);
    var romeos = accounts.create("romeo");
    juliet = new SmackPerson(server, Security.STARTTLS, accounts.create("juliet")).comeOnline();
    romeo = new SmackPerson(server, Security.STARTTLS, romeos).comeOnline();
    var stream = juliet.connection();
    assertThat(stream.isSmResumptionPossible()).isTrue();
    var full = stream.getUser();
    stream.instantShutdown();
    for (int number = 0; number < 5; number++) {
      romeo
          .connection()
          .sendStanza(
              romeo
                  .connection()
                  .getStanzaFactory()
                  .buildMessageStanza()
                  .to(full)
                  .setBody("while away " + number)
                  .build());
    }
    stream.connect().login();
    assertThat(stream.streamWasResumed()).isTrue();
    assertThat(stream.getUser().equals(full)).isTrue();
    for (int number = 0; number < 5; number++) {
      assertThat(juliet.nextMessage().getBody()).isEqualTo("while away " + number);
    }
    assertThat(juliet.hasMessage()).isFalse();
  }
}
