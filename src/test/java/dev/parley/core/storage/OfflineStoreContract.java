package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.OfflineStore.Row;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link OfflineStore} promises. */
abstract class OfflineStoreContract extends StoreContract {

  private OfflineStore offline() {
    return storage.offline();
  }

  private Future<Void> append(long id, String stanza) {
    return offline().append(juliet, id, TIME.plusMillis(id), stanza, 100);
  }

  @Test
  void givesBackWhatWasAppendedInTheOrderOfIds() {
    create(juliet, romeo);
    String stanza = "<message><body>Ünï \uD83D\uDC99 'quoted' &lt;\n\t</body></message>";
    await(Future.all(append(3, "c"), append(1, stanza), append(2, "b")));
    await(offline().append(romeo, 2, TIME, "other", 5));

    assertThat(await(offline().load(juliet, 0, 10)))
        .containsExactly(
            new Row(1, TIME.plusMillis(1), stanza, false),
            new Row(2, TIME.plusMillis(2), "b", false),
            new Row(3, TIME.plusMillis(3), "c", false));
  }

  @Test
  void loadsInPages() {
    create(juliet);
    await(Future.all(LongStream.rangeClosed(1, 25).mapToObj(id -> append(id, "m" + id)).toList()));

    assertThat(await(offline().load(juliet, 0, 10))).extracting(Row::id).hasSize(10).endsWith(10L);
    assertThat(await(offline().load(juliet, 20, 10)))
        .extracting(Row::id)
        .containsExactly(21L, 22L, 23L, 24L, 25L);
    assertThat(await(offline().load(juliet, 25, 10))).isEmpty();
  }

  @Test
  void countsRowsAndBytes() {
    create(juliet);
    assertThat(await(offline().count(juliet))).isZero();
    assertThat(await(offline().bytes(juliet))).isZero();

    await(Future.all(append(1, "a"), append(2, "b"), append(3, "c")));

    assertThat(await(offline().count(juliet))).isEqualTo(3);
    assertThat(await(offline().bytes(juliet))).isEqualTo(300);
  }

  @Test
  void deletesTheNamedRowsOnly() {
    create(juliet, romeo);
    await(Future.all(append(1, "a"), append(2, "b"), append(3, "c")));
    await(offline().append(romeo, 1, TIME, "other", 5));

    await(offline().delete(juliet, List.of(1L, 3L, 99L)));
    await(offline().delete(juliet, List.of()));

    assertThat(await(offline().load(juliet, 0, 10))).extracting(Row::id).containsExactly(2L);
    assertThat(await(offline().count(romeo))).isEqualTo(1);
  }

  @Test
  void anIdIsUniqueForItsOwnerOnly() {
    create(juliet, romeo);
    await(append(1, "first"));

    assertFails(append(1, "second"), Kind.CONFLICT);
    await(offline().append(romeo, 1, TIME, "other", 5));

    assertThat(await(offline().load(juliet, 0, 10)))
        .extracting(Row::stanza)
        .containsExactly("first");
  }

  @Test
  void knowsTheGreatestIdOfAll() {
    create(juliet);
    long id = Long.MAX_VALUE - 5;
    await(offline().append(juliet, id, TIME, "last", 4));

    assertThat(await(offline().maxId())).isEqualTo(id);
    await(offline().delete(juliet, List.of(id)));
    assertThat(await(offline().maxId())).isLessThan(id);
  }

  @Test
  void aRefusedRowDoesNotHarmItsNeighbours() {
    create(juliet);
    List<Future<Void>> appends = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean poisoned = i % 37 == 5;
      appends.add(
          poisoned
              ? offline().append(jid("nobody"), i, TIME, "poison", 1)
              : append(i, "message " + i));
    }
    await(Future.join(appends).transform(done -> Future.succeededFuture()));

    int stored = 0;
    for (int i = 0; i < 300; i++) {
      if (i % 37 == 5) {
        assertFails(appends.get(i), Kind.NO_ACCOUNT);
      } else {
        await(appends.get(i));
        stored++;
      }
    }
    assertThat(await(offline().count(juliet))).isEqualTo(stored);
  }

  @Test
  void appendsAndDeletesTakeEffectInTheOrderOfTheCalls() {
    create(juliet);
    List<Future<?>> calls = new ArrayList<>();
    for (long id = 1; id <= 500; id++) {
      calls.add(append(id, "m"));
      if (id % 5 != 0) {
        calls.add(offline().delete(juliet, List.of(id)));
      }
    }
    await(Future.all(calls));

    assertThat(await(offline().count(juliet))).isEqualTo(100);
  }

  @Test
  void anAnswerMeansThatOthersSeeIt() {
    create(juliet);
    for (int id = 1; id <= 50; id++) {
      await(append(id, "m"));
      assertThat(backend.query("SELECT count(*) FROM offline WHERE owner = '" + juliet + "'"))
          .containsExactly(Integer.toString(id));
    }
  }
}
