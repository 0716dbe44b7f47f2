package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Shard;
import dev.parley.core.storage.StoredRoster;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountRosterTest {
  private final AccountRoster roster = new AccountRoster(new StoredRoster(0, 0, List.of()));

  @Test
  void subscribersAndSubscriptionsFollowTheState() {
    roster.apply(item("from", SubscriptionState.FROM, 1));
    roster.apply(item("to", SubscriptionState.TO, 2));
    roster.apply(item("both", SubscriptionState.BOTH, 3));
    roster.apply(item("none", SubscriptionState.NONE_PENDING_OUT, 4));

    assertThat(roster.subscribers()).containsExactlyInAnyOrder(jid("from"), jid("both"));
    assertThat(roster.subscriptions()).containsExactlyInAnyOrder(jid("to"), jid("both"));

    roster.apply(item("both", SubscriptionState.FROM, 5));
    roster.apply(item("from", SubscriptionState.FROM, 6).removed().at(6));

    assertThat(roster.subscribers()).containsExactly(jid("both"));
    assertThat(roster.subscriptions()).containsExactly(jid("to"));
    assertThat(roster.version()).isEqualTo(6);
  }

  @Test
  void subscribersOfOneHomeStandTogether() {
    for (int i = 0; i < 600; i++) {
      String domain = i % 2 == 0 ? "example.net" : "example.com";
      Jid contact = Jid.of("user" + i, domain, null);
      roster.apply(item(contact, SubscriptionState.BOTH, true, null, i + 1));
    }
    List<String> runs = new ArrayList<>();
    String last = "";
    for (Jid contact : roster.subscribers()) {
      String home = contact.domain() + "/" + Shard.of(contact);
      if (!home.equals(last)) {
        runs.add(home);
        last = home;
      }
    }

    assertThat(roster.subscribers()).hasSize(600);
    assertThat(runs).doesNotHaveDuplicates();
  }

  @Test
  void whatIsCountedIsWhatIsThere() {
    roster.apply(item("listed", SubscriptionState.NONE, 1));
    roster.apply(item(jid("asking"), SubscriptionState.NONE_PENDING_IN, false, "<presence/>", 0));
    roster.apply(item("removed", SubscriptionState.BOTH, 2));
    roster.apply(item("removed", SubscriptionState.BOTH, 2).removed().at(3));

    assertThat(roster.listed()).isEqualTo(1);
    assertThat(roster.requests()).isEqualTo(1);
    assertThat(roster.removals()).isEqualTo(1);
    assertThat(roster.contacts()).extracting(RosterItem::contact).containsExactly(jid("listed"));

    AccountRoster loaded =
        new AccountRoster(
            new StoredRoster(
                roster.version(),
                roster.pruned(),
                roster.items().stream().map(RosterItem::stored).toList()));
    assertThat(loaded.items()).containsExactlyInAnyOrderElementsOf(roster.items());
    assertThat(loaded.listed()).isEqualTo(1);
    assertThat(loaded.requests()).isEqualTo(1);
    assertThat(loaded.removals()).isEqualTo(1);
  }

  @Test
  void aDeniedStrangerLeavesNothing() {
    roster.apply(item(jid("asking"), SubscriptionState.NONE_PENDING_IN, false, "<presence/>", 0));
    roster.apply(RosterItem.unknown(jid("asking")));

    assertThat(roster.items()).isEmpty();
  }

  @Test
  void removalsAreForgottenUpToAVersion() {
    roster.apply(RosterItem.unknown(jid("first")).at(1));
    roster.apply(item("kept", SubscriptionState.BOTH, 2));
    roster.apply(RosterItem.unknown(jid("second")).at(3));

    roster.prune(1);

    assertThat(roster.pruned()).isEqualTo(1);
    assertThat(roster.removals()).isEqualTo(1);
    assertThat(roster.items())
        .extracting(RosterItem::contact)
        .containsExactlyInAnyOrder(jid("kept"), jid("second"));
  }

  private static RosterItem item(String local, SubscriptionState state, long version) {
    return item(jid(local), state, true, null, version);
  }

  private static RosterItem item(
      Jid contact,
      SubscriptionState state,
      boolean listed,
      @Nullable String request,
      long version) {
    return new RosterItem(contact, null, List.of(), state, false, listed, request, version);
  }

  private static Jid jid(String local) {
    return Jid.of(local, "example.net", null);
  }
}
