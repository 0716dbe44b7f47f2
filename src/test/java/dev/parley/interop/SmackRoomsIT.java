package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.muc.Affiliate;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.RoomInfo;
import org.jivesoftware.smackx.muc.UserStatusListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * People in a room (XEP-0045) with Smack: they make it, talk, moderate and read its archive. They
 * keep their nicknames: Smack 4.4 waits for the new one with a lock that its reader needs to see
 * the old one go.
 */
class SmackRoomsIT {
  private static final long PATIENCE_SECONDS = 30;

  private static ParleyTestServer server;

  private SmackPerson juliet;
  private SmackPerson romeo;
  private MultiUserChat hers;
  private MultiUserChat his;
  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> suffered = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void comeTogether() throws Exception {
    var accounts = new AccountFactory(server);
    juliet = new SmackPerson(server, Security.STARTTLS, accounts.create("juliet")).comeOnline();
    romeo = new SmackPerson(server, Security.STARTTLS, accounts.create("romeo")).comeOnline();
    var garden = "garden-of-" + juliet.bare().getLocalpart();
    hers = room(juliet, garden);
    his = room(romeo, garden);
    his.addMessageListener(message -> {
      if (message.getBody() != null) {
        heard.add(message);
      }
    });
    his.addUserStatusListener(new Suffering());
    hers.create(nick("juliet"))
        .getConfigFormManager()
        .setRoomOwners(Set.of(juliet.bare()))
        .submitConfigurationForm();
  }

  @AfterEach
  void leave() {
    juliet.close();
    romeo.close();
  }

  private static MultiUserChat room(SmackPerson person, String name) throws Exception {
    return MultiUserChatManager.getInstanceFor(person.connection())
        .getMultiUserChat(JidCreate.entityBareFrom(name + "@conference." + server.domain()));
  }

  private static Resourcepart nick(String name) throws Exception {
    return Resourcepart.from(name);
  }

  private static RoomInfo infoFor(SmackPerson person, MultiUserChat room) throws Exception {
    return MultiUserChatManager.getInstanceFor(person.connection()).getRoomInfo(room.getRoom());
  }

  private Message nextHeard() throws InterruptedException {
    return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private String nextSuffered() throws InterruptedException {
    return suffered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void moderated() throws Exception {
    var form = hers.getConfigurationForm().getFillableForm();
    form.setAnswer("muc#roomconfig_moderatedroom", true);
    hers.sendConfigurationForm(form);
  }

  @Test
  void aRoomIsConfiguredAndDestroyed() throws Exception {
    assertThat(infoFor(romeo, hers).isModerated()).isFalse();
    moderated();
    var info = infoFor(romeo, hers);
    assertThat(info.isModerated()).isTrue();
    assertThat(info.isMembersOnly()).isFalse();
    assertThat(info.getOccupantsCount()).isEqualTo(1);
    assertThat(hers.getOwners()).extracting(Affiliate::getJid).containsExactly(juliet.bare());

    his.join(nick("romeo"));
    assertThatThrownBy(() -> his.getConfigurationForm())
        .isInstanceOf(XMPPErrorException.class)
        .hasMessageContaining("forbidden");
    hers.destroy("Day breaks", null);
    assertThat(nextSuffered()).isEqualTo("destroyed: Day breaks");
    assertThatThrownBy(() -> infoFor(romeo, hers)).isInstanceOf(XMPPErrorException.class);
  }

  @Test
  void voiceIsGrantedAndRevoked() throws Exception {
    moderated();
    his.join(nick("romeo"));
    assertThatThrownBy(() -> hers.grantVoice(nick("nobody")))
        .isInstanceOf(XMPPErrorException.class);
    hers.grantVoice(nick("romeo"));
    assertThat(nextSuffered()).isEqualTo("voice");
    his.sendMessage("Hark");
    assertThat(nextHeard().getBody()).isEqualTo("Hark");
    hers.revokeVoice(nick("romeo"));
    assertThat(nextSuffered()).isEqualTo("no voice");
    his.sendMessage("Unheard");
    hers.sendMessage("Hush");
    assertThat(nextHeard().getBody()).isEqualTo("Hush");
  }

  @Test
  void peopleAreKickedAndBanned() throws Exception {
    his.join(nick("romeo"));
    hers.kickParticipant(nick("romeo"), "Away");
    assertThat(nextSuffered()).isEqualTo("kicked: Away");

    his.join(nick("romeo"));
    hers.grantMembership(romeo.bare());
    assertThat(nextSuffered()).isEqualTo("member");
    assertThat(hers.getMembers()).extracting(Affiliate::getJid).containsExactly(romeo.bare());
    hers.banUser(romeo.bare(), "Treason");
    assertThat(nextSuffered()).isEqualTo("banned: Treason");
    assertThat(hers.getOutcasts()).extracting(Affiliate::getJid).containsExactly(romeo.bare());
    assertThatThrownBy(() -> his.join(nick("romeo")))
        .isInstanceOf(XMPPErrorException.class)
        .hasMessageContaining("forbidden");
    hers.revokeMembership(romeo.bare());
    assertThat(hers.getOutcasts()).isEmpty();
    his.join(nick("romeo"));
  }

  @Test
  void whatWasSaidCanBeRead() throws Exception {
    his.join(nick("romeo"));
    for (var words : new String[] {"one", "two", "three"}) {
      hers.sendMessage(words);
      assertThat(nextHeard().getBody()).isEqualTo(words);
    }
    his.leave();
    his.join(his.getEnterConfigurationBuilder(nick("romeo")).requestMaxStanzasHistory(2).build());
    for (var words : new String[] {"two", "three"}) {
      var message = nextHeard();
      assertThat(message.getBody()).isEqualTo(words);
      assertThat(DelayInformation.from(message)).isNotNull();
    }

    var archive = MamManager.getInstanceFor(his);
    assertThat(archive.isSupported()).isTrue();
    var page = archive.queryArchive(MamQueryArgs.builder().setResultPageSizeTo(2).build());
    assertThat(page.getMessages()).extracting(Message::getBody).containsExactly("one", "two");
    assertThat(page.getMessages())
        .extracting(message -> message.getFrom().getResourceOrEmpty())
        .containsOnly(nick("juliet"));
    assertThat(page.pageNext(2)).extracting(Message::getBody).containsExactly("three");
    assertThat(page.isComplete()).isTrue();
  }

  /** What happens to him. */
  private final class Suffering implements UserStatusListener {
    @Override
    public void kicked(Jid actor, String reason) {
      suffered.add("kicked: " + reason);
    }

    @Override
    public void banned(Jid actor, String reason) {
      suffered.add("banned: " + reason);
    }

    @Override
    public void voiceGranted() {
      suffered.add("voice");
    }

    @Override
    public void voiceRevoked() {
      suffered.add("no voice");
    }

    @Override
    public void membershipGranted() {
      suffered.add("member");
    }

    @Override
    public void roomDestroyed(MultiUserChat alternate, String reason) {
      suffered.add("destroyed: " + reason);
    }
  }
}
