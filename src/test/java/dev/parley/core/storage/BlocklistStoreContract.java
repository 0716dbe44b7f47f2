package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link BlocklistStore} promises. */
abstract class BlocklistStoreContract extends StoreContract {
  private static final Jid PARIS = Jid.parse("paris@verona.example");
  private static final Entry OWN =
      new Entry(BlocklistHash.of(PARIS), PARIS, "urn:xmpp:reporting:spam", TIME);
  private static final Entry OTHER =
      new Entry(BlocklistHash.of("verona.example"), null, "", TIME.plusMillis(1));

  private BlocklistStore lists() {
    return storage.blocklists();
  }

  @BeforeEach
  void forgetThoseOfOtherTests() {
    await(lists().sizes()).keySet().forEach(list -> await(lists().clear(list)));
  }

  @Test
  void listsAreApart() {
    await(lists().change(BlocklistStore.OWN, List.of(OWN), List.of()));
    await(lists().change("list.example/bans", List.of(OTHER, OWN), List.of()));

    assertThat(await(lists().load(BlocklistStore.OWN))).containsExactly(OWN);
    assertThat(await(lists().load("list.example/bans"))).containsExactly(OWN, OTHER);
    assertThat(await(lists().load("nowhere"))).isEmpty();
    assertThat(await(lists().sizes()))
        .isEqualTo(Map.of(BlocklistStore.OWN, 1, "list.example/bans", 2));

    await(lists().clear("list.example/bans"));
    assertThat(await(lists().sizes())).isEqualTo(Map.of(BlocklistStore.OWN, 1));
  }

  @Test
  void whatIsThereGetsANewReasonAndKeepsItsTime() {
    await(lists().change("l", List.of(OTHER), List.of()));
    await(
        lists()
            .change(
                "l",
                List.of(new Entry(OTHER.hash(), null, "urn:x", TIME.plusMillis(9))),
                List.of()));
    assertThat(await(lists().load("l")))
        .containsExactly(new Entry(OTHER.hash(), null, "urn:x", OTHER.since()));
  }

  @Test
  void thoseThatWereThereAreCounted() {
    await(lists().change("l", List.of(OTHER), List.of()));
    assertThat(await(lists().change("l", List.of(OWN), List.of(OTHER.hash(), "other"))))
        .isEqualTo(1);
    assertThat(await(lists().load("l"))).containsExactly(OWN);
    assertThat(await(lists().change("l", List.of(), List.of()))).isZero();
  }
}
