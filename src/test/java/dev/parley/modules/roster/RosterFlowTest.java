package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToRoster;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.storage.StorageException;
import dev.parley.modules.presence.Town;
import dev.parley.modules.presence.Town.Resident;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of rosters shows only when storage, limits and deletion play a part. */
@Timeout(60)
class RosterFlowTest {
  private static final Jid JULIET = Town.jid("juliet");
  private static final Jid ROMEO = Town.jid("romeo");

  private Town town = new Town(AccountLimits.DEFAULT, true);

  @AfterEach
  void closeTown() {
    town.close();
  }

  /** RELIABILITY I13. */
  @Test
  void nobodyHearsOfAChangeBeforeItIsCommitted() throws InterruptedException {
    Resident juliet = town.connect("juliet/phone").withRoster();
    Resident romeo = town.connect("romeo/hall").online();
    town.store().hold();

    juliet.ask("set", "r1", item("romeo", ""));
    juliet.send("<presence type='subscribe' to='romeo@example.com'/>");
    town.store().awaitRequest();
    assertThat(romeo.all()).isEmpty();
    assertThat(town.store().committed(JULIET, ROMEO)).isNull();

    town.store().release();
    assertThat(juliet.next()).isEqualTo("result from juliet");
    assertThat(juliet.next()).isEqualTo("set item romeo none");
    assertThat(juliet.next()).isEqualTo("set item romeo none asking");
    assertThat(romeo.next()).isEqualTo("subscribe from juliet");
    assertThat(town.store().committed(JULIET, ROMEO)).isNotNull();
  }

  @Test
  void aChangeThatFailsIsAnsweredWithAnErrorAndUnseen() {
    Resident juliet = town.connect("juliet/phone").withRoster();
    Resident romeo = town.connect("romeo/hall").online();
    town.store().fail(StorageException.Kind.UNAVAILABLE);

    juliet.ask("set", "r1", item("romeo", ""));
    juliet.send("<presence type='subscribe' to='romeo@example.com'/>");

    assertThat(juliet.next()).isEqualTo("error from juliet resource-constraint");
    assertThat(juliet.all(romeo)).containsExactly("error from romeo resource-constraint");
    assertThat(romeo.all(juliet)).isEmpty();

    town.store().fail(null);
    juliet.ask("set", "r2", item("romeo", ""));
    assertThat(juliet.next()).isEqualTo("result from juliet");
    assertThat(juliet.next()).isEqualTo("set item romeo none");
  }

  @Test
  void anAccountWithoutPlaceInTheDatabaseHasNoContacts() {
    Resident juliet = town.connect("juliet/phone").withRoster();
    town.store().fail(StorageException.Kind.NO_ACCOUNT);

    juliet.ask("set", "r1", item("romeo", ""));

    assertThat(juliet.next()).isEqualTo("error from juliet not-allowed");
  }

  @Test
  void changesOfOneAccountKeepTheirOrderUntilAllAreCommitted() throws InterruptedException {
    Resident juliet = town.connect("juliet/phone").withRoster();
    town.store().hold();
    for (int i = 0; i < 20; i++) {
      juliet.ask("set", "r" + i, item("friend" + i, ""));
    }
    town.store().awaitRequest();
    town.store().release();

    for (int i = 0; i < 20; i++) {
      assertThat(juliet.next()).isEqualTo("result from juliet");
      assertThat(juliet.next()).isEqualTo("set item friend" + i + " none");
    }
  }

  @Test
  void aRequestToNobodyIsRefused() {
    Resident juliet = town.connect("juliet/phone");

    juliet.send("<presence type='subscribe'/>");

    assertThat(juliet.next()).isEqualTo("error from juliet bad-request");
  }

  /** SECURITY A111. */
  @Test
  void aRosterHasRoomForSoManyContacts() {
    restart(limits(2, 100));
    Resident juliet = town.connect("juliet/phone").withRoster();
    for (String contact : List.of("a", "b", "c")) {
      juliet.ask("set", contact, item(contact, ""));
    }
    juliet.send("<presence type='subscribe' to='d@example.com'/>");
    juliet.send("<presence type='subscribed' to='e@example.com'/>");
    juliet.send("<presence type='subscribe' to='b@example.com'/>");

    assertThat(juliet.all())
        .containsExactlyInAnyOrder(
            "result from juliet",
            "set item a none",
            "result from juliet",
            "set item b none",
            "error from juliet resource-constraint",
            "error from d resource-constraint",
            "error from e resource-constraint",
            "set item b none asking");
  }

  /** SECURITY A111, A93: who asks learns nothing. */
  @Test
  void onlySoManyRequestsWait() {
    restart(limits(100, 2));
    for (int i = 0; i < 5; i++) {
      town.arrive(
          "<presence from='s" + i + "@example.net' to='juliet@example.com' type='subscribe'/>");
    }
    Resident juliet = town.connect("juliet/phone");
    juliet.send("<presence/>");

    assertThat(juliet.all())
        .containsExactlyInAnyOrder(
            "available from juliet/phone",
            "subscribe from s0@example.net",
            "subscribe from s1@example.net");
    assertThat(town.remote()).isEmpty();
  }

  @Test
  void aLongRequestIsKeptWithoutItsExtensions() {
    town.arrive(
        "<presence from='s@example.net' to='juliet@example.com' type='subscribe'>"
            + "<status>It is I</status><x xmlns='urn:example:x'>"
            + "x".repeat(5_000)
            + "</x></presence>");
    Resident juliet = town.connect("juliet/phone");
    juliet.send("<presence/>");

    assertThat(juliet.all()).contains("subscribe from s@example.net It is I");
  }

  @Test
  void anUnansweredRequestIsSentAgainWhenItsSenderComesBack() {
    Resident juliet = town.connect("juliet/phone").online();
    juliet.send("<presence type='subscribe' to='romeo@example.net'/>");
    juliet.settle();
    town.connect("juliet/laptop").online();
    assertThat(town.remote()).hasSize(1);
    juliet.send("<presence type='unavailable'/>");
    juliet.settle();
    assertThat(town.remote()).hasSize(1);
  }

  @Test
  void itIsSentAgainWithTheFirstSessionOnly() {
    Resident juliet = town.connect("juliet/phone").online();
    juliet.send("<presence type='subscribe' to='romeo@example.net'/>");
    juliet.send("<presence type='unavailable'/>");
    juliet.send("<presence/>");
    juliet.settle();

    assertThat(town.remote())
        .extracting(Town::brief)
        .containsExactly("subscribe from juliet", "subscribe from juliet");
  }

  @Test
  void manyRemovalsAreForgottenAndAnOldVersionGetsTheWholeRoster() {
    Resident juliet = town.connect("juliet/phone");
    juliet.ask("set", "keep", item("keep", ""));
    assertThat(juliet.next()).isEqualTo("result from juliet");
    for (int i = 0; i < 210; i++) {
      juliet.ask("set", "a" + i, item("c" + i, ""));
      juliet.ask("set", "b" + i, item("c" + i, " subscription='remove'"));
    }
    assertThat(IntStream.range(0, 420).mapToObj(i -> juliet.next()))
        .containsOnly("result from juliet");

    juliet.settle();
    assertThat(IntStream.range(0, 210))
        .filteredOn(i -> town.store().committed(JULIET, Town.jid("c" + i)) != null)
        .hasSizeLessThanOrEqualTo(200)
        .contains(209);
  }

  /** SECURITY A98: who gets a name later inherits no subscriptions. */
  @Test
  void aDeletedAccountLeavesItsContacts() {
    Resident juliet = town.connect("juliet/phone").withRoster().online();
    Resident romeo = town.connect("romeo/hall").withRoster().online();
    befriend(juliet, romeo);
    town.arrive("<presence from='a@example.net' to='juliet@example.com' type='subscribe'/>");
    juliet.send("<presence to='a@example.net' type='subscribed'/>");
    juliet.all(romeo);
    romeo.all(juliet);
    int before = town.remote().size();

    boolean left =
        Town.await(
            town.bus().request(Addresses.roster(Shard.of(JULIET)), new ToRoster.Leave(JULIET)));

    assertThat(left).isTrue();
    assertThat(romeo.all(juliet))
        .containsExactly("unsubscribed from juliet", "set item juliet none");
    assertThat(town.remote().subList(before, town.remote().size()))
        .extracting(Town::brief)
        .containsExactly("unavailable from juliet/phone", "unsubscribed from juliet");
    assertThat(town.store().committed(ROMEO, JULIET))
        .satisfies(item -> assertThat(item.subscription()).isEqualTo("none"));
  }

  private void befriend(Resident one, Resident other) {
    one.send("<presence type='subscribe' to='" + other.full().bare() + "'/>");
    one.settle(other);
    other.send("<presence type='subscribed' to='" + one.full().bare() + "'/>");
    other.send("<presence type='subscribe' to='" + one.full().bare() + "'/>");
    one.settle(other);
    one.send("<presence type='subscribed' to='" + other.full().bare() + "'/>");
    one.all(other);
    other.all(one);
  }

  private static String item(String contact, String attributes) {
    return "<query xmlns='jabber:iq:roster'><item jid='"
        + Town.jid(contact)
        + "'"
        + attributes
        + "/></query>";
  }

  private void restart(AccountLimits limits) {
    town.close();
    town = new Town(limits, true);
  }

  private static AccountLimits limits(int contacts, int requests) {
    AccountLimits usual = AccountLimits.DEFAULT;
    return new AccountLimits(
        usual.sessions(),
        contacts,
        usual.rosterGroups(),
        usual.rosterNameCharacters(),
        requests,
        usual.directedPresences(),
        usual.offlineMessages(),
        usual.offlineBytes(),
        usual.privateXmlBytes(),
        usual.vcardBytes(),
        usual.blockedAddresses());
  }
}
