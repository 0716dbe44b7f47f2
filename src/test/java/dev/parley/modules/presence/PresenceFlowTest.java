package dev.parley.modules.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.AccountLimits;
import dev.parley.modules.presence.Town.Resident;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of presence shows within the server only, or when storage, limits and time play a part. */
@Timeout(60)
class PresenceFlowTest {
  private Town town = new Town(AccountLimits.DEFAULT, true);

  @AfterEach
  void closeTown() {
    town.close();
  }

  @Test
  void friendsSeeEachOtherComeAndGo() {
    befriend("juliet", "romeo");
    Resident romeo = town.connect("romeo/hall").online();
    Resident juliet = town.connect("juliet/phone");

    juliet.send("<presence><status>hello</status></presence>");

    assertThat(juliet.all(romeo))
        .containsExactlyInAnyOrder(
            "available from juliet/phone hello", "available from romeo/hall");
    assertThat(romeo.all(juliet)).containsExactly("available from juliet/phone hello");

    juliet.disconnect();

    assertThat(romeo.next()).isEqualTo("unavailable from juliet/phone");
  }

  @Test
  void presenceToFriendsWhoAreAwayLoadsNobody() {
    befriend("juliet", "romeo");
    befriend("juliet", "nurse");
    town.close();
    HeldRosterStore before = town.store();
    town = new Town(AccountLimits.DEFAULT, true, before);
    int loaded = before.loads().size();

    Resident juliet = town.connect("juliet/phone").online();
    juliet.send("<presence><show>away</show></presence>");
    juliet.disconnect();
    town.connect("juliet/laptop").online();

    assertThat(before.loads().subList(loaded, before.loads().size()))
        .containsOnly(Town.jid("juliet"));
  }

  @Test
  void aProbeOfAClientLoadsWhomItAsks() {
    befriend("juliet", "romeo");
    Resident juliet = town.connect("juliet/phone").online();

    juliet.send("<presence type='probe' to='stranger@example.com'/>");
    juliet.send("<presence type='probe' to='nobody@example.com'/>");
    juliet.send("<presence type='probe' to='romeo@example.com'/>");

    assertThat(juliet.next()).isEqualTo("unavailable from romeo");
    assertThat(juliet.all()).isEmpty();
  }

  @Test
  void whatArrivesWhileAnAccountIsLoadedWaitsInItsOrder() throws InterruptedException {
    town.store().hold();
    town.arrive(
        "<presence from='nurse@example.net/1' to='juliet@example.com' type='probe' id='1'/>");
    town.store().awaitRequest();
    town.arrive("<presence from='nurse@example.net' to='juliet@example.com' type='subscribe'/>");
    town.arrive(
        "<presence from='nurse@example.net/1' to='juliet@example.com' type='probe' id='2'/>");
    town.store().release();
    Resident juliet = town.connect("juliet/phone");
    juliet.send("<presence/>");

    assertThat(juliet.all())
        .containsExactly("available from juliet/phone", "subscribe from nurse@example.net");
    assertThat(town.remote()).extracting(Town::brief).containsOnly("unsubscribed from juliet");
  }

  /** SECURITY A110. */
  @Test
  void whoDirectsPresenceToTooManyIsRefused() {
    town.close();
    town = new Town(limits(2), true);
    Resident juliet = town.connect("juliet/phone").online();

    for (String room : List.of("a@rooms.example.net/j", "b@rooms.example.net/j")) {
      juliet.send("<presence to='" + room + "'/>");
    }
    juliet.send("<presence to='c@rooms.example.net/j'/>");
    assertThat(juliet.next()).isEqualTo("error from c@rooms.example.net/j resource-constraint");
    juliet.settle();
    juliet.send("<presence to='a@rooms.example.net/j'><show>away</show></presence>");

    juliet.send("<presence type='unavailable' to='b@rooms.example.net/j'/>");
    juliet.send("<presence to='c@rooms.example.net/j'/>");
    juliet.settle();
    assertThat(town.remote())
        .extracting(stanza -> Town.brief(stanza) + " to " + stanza.to())
        .containsExactly(
            "available from juliet/phone to a@rooms.example.net/j",
            "available from juliet/phone to b@rooms.example.net/j",
            "available from juliet/phone to c@rooms.example.net/j",
            "unavailable from juliet/phone to c@rooms.example.net/j",
            "available from juliet/phone away to a@rooms.example.net/j",
            "unavailable from juliet/phone to b@rooms.example.net/j",
            "available from juliet/phone to c@rooms.example.net/j");

    juliet.disconnect();
    Resident again = town.connect("juliet/phone");
    again.settle();
    assertThat(town.remote().subList(7, 9))
        .extracting(stanza -> String.valueOf(stanza.to()))
        .containsExactlyInAnyOrder("a@rooms.example.net/j", "c@rooms.example.net/j");
  }

  @Test
  void anErrorEndsWhatWasDirectedThere() {
    Resident juliet = town.connect("juliet/phone").online();
    juliet.send("<presence to='a@rooms.example.net/j'/>");
    juliet.settle();
    town.arrive(
        "<presence type='error' from='a@rooms.example.net/j' to='juliet@example.com/phone'>"
            + "<error type='cancel'><item-not-found"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    assertThat(juliet.next()).isEqualTo("error from a@rooms.example.net/j item-not-found");

    juliet.send("<presence type='unavailable'/>");
    juliet.settle();

    assertThat(town.remote()).hasSize(1);
  }

  @Test
  void aRoomThatProbesItsOccupantGetsWhatItKnowsAlready() {
    Resident juliet = town.connect("juliet/phone");
    juliet.send("<presence><status>for friends</status></presence>");
    juliet.send("<presence to='a@rooms.example.net/j'/>");
    juliet.settle();

    town.arrive(
        "<presence type='probe' from='a@rooms.example.net' to='juliet@example.com/phone'/>");
    juliet.settle();

    assertThat(town.remote()).extracting(Town::brief).endsWith("available from juliet/phone");
  }

  /** SECURITY A110. */
  @Test
  void changesThatComeTooFastAreHeardLateAndOnlyTheLast() {
    befriend("juliet", "romeo");
    Resident romeo = town.connect("romeo/hall").online();
    Resident juliet = town.connect("juliet/phone");

    juliet.send("<presence/>");
    for (int i = 1; i < 100; i++) {
      juliet.send("<presence><status>" + i + "</status></presence>");
    }

    assertThat(romeo.next()).isEqualTo("available from juliet/phone");
    for (int i = 1; i < 10; i++) {
      assertThat(romeo.next()).isEqualTo("available from juliet/phone " + i);
    }
    assertThat(romeo.next()).isEqualTo("available from juliet/phone 99");
    assertThat(juliet.all())
        .contains("available from juliet/phone 50", "available from juliet/phone 99");
  }

  @Test
  void whoFlickersIsSeenAsItEnds() {
    befriend("juliet", "romeo");
    Resident romeo = town.connect("romeo/hall").online();
    Resident juliet = town.connect("juliet/phone");

    for (int i = 0; i < 50; i++) {
      juliet.send("<presence/>");
      juliet.send("<presence type='unavailable'><status>bye</status></presence>");
    }

    for (int i = 0; i < 5; i++) {
      assertThat(romeo.next()).isEqualTo("available from juliet/phone");
      assertThat(romeo.next()).isEqualTo("unavailable from juliet/phone bye");
    }
    juliet.send("<presence><status>back</status></presence>");
    assertThat(romeo.next()).isEqualTo("available from juliet/phone back");
    juliet.disconnect();
    assertThat(romeo.next()).isEqualTo("unavailable from juliet/phone");
  }

  @Test
  void inATrustedNetworkEveryChangeIsHeard() {
    town.close();
    town = new Town(AccountLimits.DEFAULT, false);
    befriend("juliet", "romeo");
    Resident romeo = town.connect("romeo/hall").online();
    Resident juliet = town.connect("juliet/phone");

    for (int i = 0; i < 100; i++) {
      juliet.send("<presence><status>" + i + "</status></presence>");
    }

    for (int i = 0; i < 100; i++) {
      assertThat(romeo.next()).isEqualTo("available from juliet/phone " + i);
    }
  }

  @Test
  void contactsElsewhereAreToldAndAskedOneByOne() {
    town.arrive("<presence from='a@example.net' to='juliet@example.com' type='subscribe'/>");
    Resident first = town.connect("juliet/phone").online();
    first.send("<presence to='a@example.net' type='subscribed'/>");
    first.send("<presence to='a@example.net' type='subscribe'/>");
    first.settle();
    town.arrive("<presence from='a@example.net' to='juliet@example.com' type='subscribed'/>");
    first.settle();
    int before = town.remote().size();

    Resident second = town.connect("juliet/laptop").online();
    second.settle();

    assertThat(town.remote().subList(before, town.remote().size()))
        .extracting(stanza -> Town.brief(stanza) + " to " + stanza.to())
        .containsExactly(
            "available from juliet/laptop to a@example.net",
            "probe from juliet/laptop to a@example.net");
  }

  private void befriend(String one, String other) {
    Resident first = town.connect(one + "/befriends");
    Resident second = town.connect(other + "/befriends");
    first.send("<presence type='subscribe' to='" + Town.jid(other) + "'/>");
    first.settle(second);
    second.send("<presence type='subscribed' to='" + Town.jid(one) + "'/>");
    second.send("<presence type='subscribe' to='" + Town.jid(one) + "'/>");
    first.settle(second);
    first.send("<presence type='subscribed' to='" + Town.jid(other) + "'/>");
    first.settle(second);
    first.disconnect();
    second.disconnect();
  }

  private static AccountLimits limits(int directed) {
    AccountLimits usual = AccountLimits.DEFAULT;
    return new AccountLimits(
        usual.sessions(),
        usual.rosterItems(),
        usual.rosterGroups(),
        usual.rosterNameCharacters(),
        usual.pendingSubscriptions(),
        directed,
        usual.offlineMessages(),
        usual.offlineBytes(),
        usual.privateXmlBytes(),
        usual.vcardBytes(),
        usual.blockedAddresses());
  }
}
