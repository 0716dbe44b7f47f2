package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.StoredRosterItem;
import dev.parley.modules.presence.HeldRosterStore;
import dev.parley.modules.presence.Town;
import dev.parley.protocol.jid.Jid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredDeparturesTest {
  private static final Jid JULIET = Town.jid("juliet");
  private static final Jid ROMEO = Town.jid("romeo");
  private static final Jid NURSE = Town.jid("nurse");

  private final HeldRosterStore store = new HeldRosterStore();

  /** SECURITY A98: who gets a name later inherits no subscriptions. */
  @Test
  void whoGetsTheNameLaterInheritsNothing() {
    put(JULIET, item(ROMEO, "both", false, false, null, 10, false));
    put(JULIET, item(NURSE, "none", true, false, null, 11, false));
    put(JULIET, item(Town.jid("tybalt@example.net"), "both", false, false, null, 12, false));
    put(ROMEO, item(JULIET, "both", false, true, null, 20, false));
    put(ROMEO, item(NURSE, "both", false, false, null, 21, false));
    put(NURSE, item(JULIET, "none", false, false, "<presence/>", 0, true));
    Jid friar = Town.jid("friar");
    put(friar, item(JULIET, "none", false, true, null, 30, true));

    Town.await(
        new StoredDepartures(store, InstantSource.fixed(Instant.ofEpochMilli(1_000)))
            .leave(JULIET)
            .map(true));

    assertThat(store.committed(ROMEO, JULIET))
        .isEqualTo(item(JULIET, "none", false, false, null, 1_000, false));
    assertThat(store.committed(ROMEO, NURSE))
        .isEqualTo(item(NURSE, "both", false, false, null, 21, false));
    assertThat(store.committed(NURSE, JULIET)).isNull();
    assertThat(store.committed(friar, JULIET))
        .satisfiesAnyOf(
            item -> assertThat(item).isNull(), item -> assertThat(item.approved()).isFalse());
  }

  private void put(Jid owner, StoredRosterItem item) {
    Town.await(store.put(owner, item).map(true));
  }

  private static StoredRosterItem item(
      Jid contact,
      String subscription,
      boolean ask,
      boolean approved,
      @Nullable String pendingIn,
      long version,
      boolean removed) {
    return new StoredRosterItem(
        contact, "name", List.of(), subscription, ask, approved, pendingIn, version, removed);
  }
}
