package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link RosterStore} promises. */
abstract class RosterStoreContract extends StoreContract {

  private RosterStore rosters() {
    return storage.rosters();
  }

  private StoredRosterItem item(String contact, @Nullable String name, long version) {
    return new StoredRosterItem(
        jid(contact),
        name,
        List.of("Friends", "It's \"odd\"\n[x]\\", "Ünï"),
        "both",
        true,
        true,
        "<presence type='subscribe'><status>hi</status></presence>",
        version,
        false);
  }

  @Test
  void anAccountWithoutContactsHasVersionZero() {
    create(juliet);

    assertThat(await(rosters().load(juliet))).isEqualTo(new StoredRoster(0, 0, List.of()));
  }

  @Test
  void keepsEveryFieldOfAnItem() {
    create(juliet);
    StoredRosterItem full = item("romeo", "Romeo ♥", 1);
    var bare =
        new StoredRosterItem(jid("nurse"), null, List.of(), "none", false, false, null, 2, false);

    await(rosters().put(juliet, full));
    await(rosters().put(juliet, bare));

    assertThat(await(rosters().load(juliet)))
        .isEqualTo(new StoredRoster(2, 0, List.of(bare, full)));
  }

  @Test
  void tellsWhoHasApprovedInAdvance() {
    create(juliet, romeo);
    await(rosters().put(juliet, item("nurse", "Nurse", 1)));
    await(rosters().put(romeo, item("nurse", "Nurse", 1)));
    await(rosters().put(romeo, item("friar", "Friar", 2)));
    var denied =
        new StoredRosterItem(jid("friar"), null, List.of(), "both", false, false, null, 2, false);
    await(rosters().put(juliet, denied));

    assertThat(await(rosters().approvers(jid("nurse"), null, 10))).containsExactly(juliet, romeo);
    assertThat(await(rosters().approvers(jid("nurse"), null, 1))).containsExactly(juliet);
    assertThat(await(rosters().approvers(jid("nurse"), juliet, 10))).containsExactly(romeo);
    assertThat(await(rosters().approvers(jid("friar"), null, 10))).containsExactly(romeo);
  }

  @Test
  void aChangeReplacesTheWholeItem() {
    create(juliet);
    await(rosters().put(juliet, item("romeo", "Romeo", 1)));
    var changed =
        new StoredRosterItem(romeo, null, List.of(), "from", false, false, null, 2, false);

    await(rosters().put(juliet, changed));

    assertThat(await(rosters().load(juliet))).isEqualTo(new StoredRoster(2, 0, List.of(changed)));
  }

  @Test
  void aRemovedItemLeavesATombstoneUntilItIsPruned() {
    create(juliet);
    await(rosters().put(juliet, item("nurse", null, 1)));
    await(rosters().put(juliet, item("romeo", null, 2)));
    await(rosters().remove(juliet, jid("nurse"), 3));

    StoredRoster removed = await(rosters().load(juliet));
    assertThat(removed.version()).isEqualTo(3);
    assertThat(removed.items())
        .extracting(StoredRosterItem::contact, StoredRosterItem::removed, StoredRosterItem::version)
        .containsExactly(tuple(jid("nurse"), true, 3L), tuple(romeo, false, 2L));

    await(rosters().pruneTombstones(juliet, 2));
    assertThat(await(rosters().load(juliet)).items()).hasSize(2);
    await(rosters().pruneTombstones(juliet, 3));
    StoredRoster pruned = await(rosters().load(juliet));
    assertThat(pruned.items()).extracting(StoredRosterItem::contact).containsExactly(romeo);
    assertThat(pruned.pruned()).isEqualTo(3);
    assertThat(pruned.version()).isEqualTo(3);
  }

  @Test
  void aRequestOutlivesThePruningOfTombstones() {
    create(juliet);
    StoredRosterItem stranger = asking(jid("nurse"), 0);
    StoredRosterItem removed = asking(romeo, 2);
    await(rosters().put(juliet, stranger));
    await(rosters().put(juliet, removed));

    await(rosters().pruneTombstones(juliet, 5));

    assertThat(await(rosters().load(juliet)).items()).containsExactlyInAnyOrder(stranger, removed);
  }

  @Test
  void aRequestThatIsAnsweredLeavesNothing() {
    create(juliet);
    await(rosters().put(juliet, asking(romeo, 0)));
    await(rosters().remove(juliet, romeo, 0));

    assertThat(await(rosters().load(juliet)).items()).isEmpty();
  }

  private static StoredRosterItem asking(Jid contact, long version) {
    return new StoredRosterItem(
        contact, null, List.of(), "none", false, false, "<presence/>", version, true);
  }

  @Test
  void theVersionNeverGoesBack() {
    create(juliet);
    await(rosters().put(juliet, item("romeo", null, 5)));
    await(rosters().put(juliet, item("nurse", null, 4)));

    assertThat(await(rosters().load(juliet)).version()).isEqualTo(5);
  }

  @Test
  void changesTakeEffectInTheOrderOfTheCalls() {
    create(juliet);
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      changes.add(rosters().put(juliet, item("romeo", "name " + i, i)));
    }
    await(Future.all(changes));

    StoredRoster roster = await(rosters().load(juliet));
    assertThat(roster.version()).isEqualTo(200);
    assertThat(roster.items()).extracting(StoredRosterItem::name).containsExactly("name 200");
  }

  @Test
  void rostersOfTwoAccountsAreApart() {
    create(juliet, romeo);
    await(rosters().put(juliet, item("romeo", "R", 1)));
    await(rosters().put(romeo, item("juliet", "J", 7)));

    assertThat(await(rosters().load(juliet)).version()).isEqualTo(1);
    assertThat(await(rosters().load(romeo)).items())
        .extracting(StoredRosterItem::name)
        .containsExactly("J");
  }

  @Test
  void aDamagedItemIsLeftOut() {
    create(juliet);
    await(rosters().put(juliet, item("nurse", null, 1)));
    await(rosters().put(juliet, item("romeo", null, 2)));
    backend.execute(
        "UPDATE roster_items SET contact_groups = '[not' WHERE contact = '" + jid("nurse") + "'");

    assertThat(await(rosters().load(juliet)).items())
        .extracting(StoredRosterItem::contact)
        .containsExactly(romeo);
  }
}
