package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.RoomStore.Change;
import dev.parley.core.storage.RoomStore.Involvement;
import dev.parley.core.storage.RoomStore.Settings;
import dev.parley.core.storage.RoomStore.StoredAffiliation;
import dev.parley.core.storage.RoomStore.StoredRoom;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link RoomStore} promises. */
abstract class RoomStoreContract extends StoreContract {
  private RoomStore rooms() {
    return storage.rooms();
  }

  private String service() {
    return "conference." + domain;
  }

  private Jid room(String name) {
    return Jid.of(name, service(), null);
  }

  private static StoredAffiliation of(Jid jid, String affiliation, long version) {
    return new StoredAffiliation(jid, affiliation, null, null, version, 1);
  }

  private StoredRoom stored(String name, boolean permanent, boolean listed) {
    return new StoredRoom(
        room(name),
        new Settings(permanent, listed, "{\"A\":[\"1\"]}"),
        TIME,
        1,
        new byte[] {1, 2, 3},
        null,
        List.of(of(jid("juliet"), "owner", 1)));
  }

  @Test
  void givesBackWhatItWasGiven() {
    await(rooms().create(stored("garden", true, true)));
    StoredRoom found = await(rooms().load(room("garden"))).orElseThrow();
    assertThat(found.settings()).isEqualTo(new Settings(true, true, "{\"A\":[\"1\"]}"));
    assertThat(found.created()).isEqualTo(TIME);
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.secret()).containsExactly(1, 2, 3);
    assertThat(found.subject()).isNull();
    assertThat(found.affiliations()).containsExactly(of(jid("juliet"), "owner", 1));
    assertThat(await(rooms().load(room("nowhere")))).isEmpty();
  }

  @Test
  void hasOneRoomOfAName() {
    await(rooms().create(stored("twice", true, true)));
    assertFails(rooms().create(stored("twice", false, false)), StorageException.Kind.CONFLICT);
  }

  @Test
  void changesSettingsAndAffiliationsTogether() {
    await(rooms().create(stored("changed", true, true)));
    StoredAffiliation romeo =
        new StoredAffiliation(jid("romeo"), "member", "Romeo", "a friend", 2, 2);
    await(
        rooms()
            .change(
                room("changed"),
                new Change(
                    new Settings(false, false, "{}"),
                    List.of(romeo, of(jid("juliet"), "none", 2)),
                    2)));
    StoredRoom found = await(rooms().load(room("changed"))).orElseThrow();
    assertThat(found.settings()).isEqualTo(new Settings(false, false, "{}"));
    assertThat(found.version()).isEqualTo(2);
    assertThat(found.affiliations()).containsExactly(romeo);
  }

  @Test
  void handsANicknameOverWithinOneChange() {
    await(rooms().create(stored("nicks", true, true)));
    await(
        rooms()
            .change(
                room("nicks"),
                new Change(
                    null,
                    List.of(new StoredAffiliation(jid("romeo"), "member", "Nick", null, 2, 2)),
                    2)));
    await(
        rooms()
            .change(
                room("nicks"),
                new Change(
                    null,
                    List.of(
                        new StoredAffiliation(jid("nurse"), "member", "Nick", null, 3, 3),
                        of(jid("romeo"), "none", 3)),
                    3)));
    assertThat(await(rooms().load(room("nicks"))).orElseThrow().affiliations())
        .contains(new StoredAffiliation(jid("nurse"), "member", "Nick", null, 3, 3));
  }

  @Test
  void leavesEverythingIfOneNicknameIsTaken() {
    await(rooms().create(stored("halves", true, true)));
    await(
        rooms()
            .change(
                room("halves"),
                new Change(
                    null,
                    List.of(new StoredAffiliation(jid("romeo"), "member", "Nick", null, 2, 2)),
                    2)));
    assertFails(
        rooms()
            .change(
                room("halves"),
                new Change(
                    new Settings(false, false, "{}"),
                    List.of(
                        of(jid("juliet"), "none", 3),
                        new StoredAffiliation(jid("nurse"), "member", "Nick", null, 3, 3)),
                    3)),
        StorageException.Kind.CONFLICT);
    StoredRoom found = await(rooms().load(room("halves"))).orElseThrow();
    assertThat(found.settings().permanent()).isTrue();
    assertThat(found.version()).isEqualTo(2);
    assertThat(found.affiliations()).contains(of(jid("juliet"), "owner", 1));
  }

  @Test
  void keepsTheSubject() {
    await(rooms().create(stored("subject", true, true)));
    await(rooms().subject(room("subject"), "<message/>"));
    assertThat(await(rooms().load(room("subject"))).orElseThrow().subject())
        .isEqualTo("<message/>");
  }

  @Test
  void findsRoomsByWhatTheirConfigurationSays() {
    await(rooms().create(stored("named", true, true)));
    Settings other = new Settings(true, true, "{\"A\":[\"100%\\n_" + domain + "\"]}");
    await(rooms().change(room("named"), new Change(other, List.of(), 1)));
    assertThat(await(rooms().configuredWith("%\\n_" + domain + "\"", 10)))
        .containsExactly(room("named"));
    assertThat(await(rooms().configuredWith("1%\\n_" + domain, 10))).isEmpty();
  }

  @Test
  void deletesWhatBelongsToARoom() {
    await(rooms().create(stored("deleted", true, true)));
    await(storage.archive().open(room("deleted")));
    assertThat(await(rooms().delete(room("deleted")))).isTrue();
    assertThat(await(storage.archiveUpkeep().archive(room("deleted")))).isEmpty();
    assertThat(await(rooms().delete(room("deleted")))).isFalse();
    assertThat(await(rooms().load(room("deleted")))).isEmpty();
    await(rooms().create(stored("deleted", true, true)));
    assertThat(await(rooms().changes(room("deleted"), 0, 10))).hasSize(1);
  }

  @Test
  void listsInPages() {
    for (String name : List.of("a", "b", "c", "d")) {
      await(rooms().create(stored("list-" + name, true, !name.equals("c"))));
    }
    List<Jid> first = jids(rooms().listed(service(), "list-", 2));
    assertThat(first).containsExactly(room("list-a"), room("list-b"));
    assertThat(jids(rooms().listed(service(), room("list-b").toString(), 1)))
        .containsExactly(room("list-d"));
    assertThat(await(rooms().count(service()))).isGreaterThanOrEqualTo(4);
  }

  @Test
  void countsTheRoomsOfAnOwner() {
    await(rooms().create(stored("owned", true, true)));
    Change change =
        new Change(null, List.of(of(jid("capulet"), "owner", 2), of(jid("nurse"), "admin", 2)), 2);
    await(rooms().change(room("owned"), change));
    assertThat(await(rooms().owned(jid("capulet")))).isEqualTo(1);
    assertThat(await(rooms().owned(jid("nurse")))).isZero();
  }

  @Test
  void makesNoMoreThanOneMayOwn() {
    StoredRoom first = stored("limit-a", true, true);
    Jid owner = jid("prince");
    StoredRoom owned = owned("limit-b", owner);
    List<Future<Boolean>> made =
        List.of(
            rooms().create(owned("limit-c", owner), owner, 2),
            rooms().create(owned, owner, 2),
            rooms().create(owned("limit-d", owner), owner, 2));
    await(rooms().create(first));
    assertThat(made.stream().map(Backend::await)).containsExactlyInAnyOrder(true, true, false);
    assertThat(await(rooms().owned(owner))).isEqualTo(2);
    assertThat(await(rooms().load(room("limit-a")))).isPresent();
  }

  private StoredRoom owned(String name, Jid owner) {
    StoredRoom room = stored(name, true, true);
    return new StoredRoom(
        room.jid(),
        room.settings(),
        room.created(),
        1,
        room.secret(),
        null,
        List.of(of(owner, "owner", 1)));
  }

  @Test
  void knowsWhatDoesNotStay() {
    await(rooms().create(stored("temporary", false, true)));
    assertThat(await(rooms().temporary(1_000)))
        .contains(room("temporary"))
        .doesNotContain(room("garden"));
  }

  @Test
  void tellsWhatHasChangedSince() {
    await(rooms().create(stored("versions", true, true)));
    await(
        rooms()
            .change(room("versions"), new Change(null, List.of(of(jid("nurse"), "member", 2)), 2)));
    await(
        rooms()
            .change(room("versions"), new Change(null, List.of(of(jid("nurse"), "none", 3)), 3)));
    assertThat(await(rooms().changes(room("versions"), 1, 10)))
        .containsExactly(of(jid("nurse"), "none", 3));
    assertThat(await(rooms().changes(room("versions"), 0, 1)))
        .containsExactly(of(jid("juliet"), "owner", 1));
  }

  @Test
  void forgetsAPersonEverywhere() {
    Jid tybalt = jid("tybalt");
    for (String name : List.of("one", "two")) {
      await(rooms().create(stored("forget-" + name, true, true)));
      await(
          rooms()
              .change(
                  room("forget-" + name), new Change(null, List.of(of(tybalt, "admin", 2)), 2)));
    }
    assertThat(await(rooms().involved(tybalt, 10)))
        .containsExactly(
            new Involvement(room("forget-one"), "admin"),
            new Involvement(room("forget-two"), "admin"));
    assertThat(await(rooms().owned(tybalt))).isZero();
    await(rooms().forget(tybalt));
    assertThat(await(rooms().involved(tybalt, 10))).isEmpty();
    // Those who follow the versions of the room have to hear of it.
    StoredRoom one = await(rooms().load(room("forget-one"))).orElseThrow();
    assertThat(one.version()).isEqualTo(3);
    assertThat(one.affiliations()).containsExactly(of(jid("juliet"), "owner", 1));
    assertThat(await(rooms().changes(room("forget-one"), 2, 10)))
        .containsExactly(of(tybalt, "none", 3));
  }

  @Test
  void forgetsWhoHasNoAffiliationAnyMore() {
    await(rooms().create(stored("pruned", true, true)));
    Change gone = new Change(null, List.of(of(jid("nurse"), "none", 2)), 2);
    await(rooms().change(room("pruned"), gone));
    long later = 2 + RoomStore.VERSIONS_KEPT;
    Change last = new Change(null, List.of(of(jid("romeo"), "member", later - 1)), later - 1);
    await(rooms().change(room("pruned"), last));
    assertThat(await(rooms().changes(room("pruned"), 1, 10))).hasSize(2);
    await(
        rooms()
            .change(
                room("pruned"), new Change(null, List.of(of(jid("paris"), "none", later)), later)));
    assertThat(await(rooms().changes(room("pruned"), 1, 10)))
        .containsExactly(of(jid("romeo"), "member", later - 1), of(jid("paris"), "none", later));
  }

  private static List<Jid> jids(Future<List<RoomStore.Listed>> listed) {
    return await(listed).stream().map(RoomStore.Listed::jid).toList();
  }

  @Test
  void aCardIsKeptWithTheSettings() {
    Jid room = room("card");
    await(rooms().create(stored("card", true, true)));
    assertThat(await(rooms().card(room))).isEmpty();

    await(rooms().card(room, "<vCard/>", new Settings(true, false, "{\"a\":[]}")));
    assertThat(await(rooms().card(room))).contains("<vCard/>");
    assertThat(await(rooms().load(room)).orElseThrow().settings().config()).isEqualTo("{\"a\":[]}");

    await(rooms().card(room, null, new Settings(true, false, "{}")));
    assertThat(await(rooms().card(room))).isEmpty();
  }

  @Test
  void allRoomsAreListedForAdministrators() {
    await(rooms().create(stored("all-a", true, false)));
    await(rooms().create(stored("all-b", true, true)));
    assertThat(await(rooms().all(service(), room("all-").toString().split("@")[0], 2)))
        .containsExactly(room("all-a"), room("all-b"));
  }
}
