package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.ArchiveStore.Bounds;
import dev.parley.core.storage.ArchiveStore.Entry;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.core.storage.ArchiveUpkeep.Archive;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link ArchiveStore}, {@link ArchiveWords} and {@link ArchiveUpkeep} promise. */
abstract class ArchiveStoreContract extends StoreContract {
  private static final long END = Long.MAX_VALUE;

  private ArchiveStore archive() {
    return storage.archive();
  }

  private Future<Void> append(long id, Jid peer) {
    return append(id, peer, "m" + id, "stanza " + id);
  }

  private Future<Void> append(long id, Jid peer, @Nullable String messageId, String stanza) {
    return archive().append(juliet, new Entry(id, peer, id % 2 == 0, messageId, stanza));
  }

  private List<Long> page(Filter filter, boolean last, int limit) {
    return await(archive().page(juliet, filter, last, limit)).stream().map(Row::id).toList();
  }

  private static Filter range(long after, long before, @Nullable Jid peer) {
    return new Filter(after, before, peer, List.of());
  }

  private void fill(int rows) {
    create(juliet);
    await(
        Future.all(
            LongStream.rangeClosed(1, rows)
                .mapToObj(id -> append(id, id % 3 == 0 ? jid("nurse") : romeo))
                .toList()));
  }

  @Test
  void givesBackWhatWasAppended() {
    create(juliet);
    String stanza = "<message><body>Ünï \uD83D\uDC99 'quoted' &lt;\n\t</body></message>";
    await(append(7, romeo, null, stanza));

    assertThat(await(archive().page(juliet, Filter.ALL, false, 10)))
        .containsExactly(new Row(7, false, stanza));
    assertThat(await(archive().find(juliet, 7))).contains(new Row(7, false, stanza));
    assertThat(await(archive().find(juliet, 8))).isEmpty();
  }

  @Test
  void pagesGoBothWaysInTheOrderOfTheArchive() {
    fill(20);

    assertThat(page(Filter.ALL, false, 3)).containsExactly(1L, 2L, 3L);
    assertThat(page(range(3, END, null), false, 3)).containsExactly(4L, 5L, 6L);
    assertThat(page(Filter.ALL, true, 3)).containsExactly(18L, 19L, 20L);
    assertThat(page(range(0, 18, null), true, 3)).containsExactly(15L, 16L, 17L);
    assertThat(page(range(4, 6, null), false, 9)).containsExactly(5L);
    assertThat(page(range(20, END, null), false, 3)).isEmpty();
  }

  @Test
  void aPageMayBeOfOneConversation() {
    fill(20);
    Jid nurse = jid("nurse");

    assertThat(page(range(0, END, nurse), false, 4)).containsExactly(3L, 6L, 9L, 12L);
    assertThat(page(range(0, END, nurse), true, 2)).containsExactly(15L, 18L);
    assertThat(page(range(6, 15, nurse), false, 9)).containsExactly(9L, 12L);
    assertThat(await(archive().count(juliet, range(6, 15, nurse)))).isEqualTo(2);
    assertThat(await(archive().count(juliet, Filter.ALL))).isEqualTo(20);
  }

  @Test
  void aPageMayBeOfOneResource() {
    create(juliet);
    await(append(1, romeo.withResource("orchard")));
    await(append(2, romeo.withResource("balcony")));
    await(append(3, romeo));

    assertThat(page(range(0, END, romeo), false, 9)).containsExactly(1L, 2L, 3L);
    Jid balcony = romeo.withResource("balcony");
    assertThat(page(range(0, END, balcony), false, 9)).containsExactly(2L);
    assertThat(page(range(0, END, balcony), true, 9)).containsExactly(2L);
    assertThat(await(archive().count(juliet, range(0, END, balcony)))).isEqualTo(1);
  }

  @Test
  void findsMessagesByTheIdThatTheirSenderGave() {
    create(juliet);
    await(append(1, romeo.withResource("x"), "same", "first"));
    await(append(2, romeo, "same", "second"));
    await(append(3, jid("nurse"), "same", "other"));
    await(append(4, romeo, null, "none"));

    assertThat(await(archive().findByMessageId(juliet, romeo, "same", 5)))
        .extracting(Row::stanza)
        .containsExactly("second", "first");
    assertThat(await(archive().findByMessageId(juliet, romeo, "none", 5))).isEmpty();
  }

  @Test
  void findsByMessageIdAmongTheNewestOfATime() {
    create(juliet);
    await(append(1, romeo, "same", "first"));
    await(append(2, romeo, "same", "second"));
    await(append(3, jid("nurse"), "same", "of another"));
    await(append(4, romeo, "other", "fourth"));

    assertThat(await(archive().findByMessageId(juliet, romeo, "same", 0, END, 9)))
        .containsExactly(new Row(2, true, "second"), new Row(1, false, "first"));
    assertThat(await(archive().findByMessageId(juliet, romeo, "same", 0, 2, 9)))
        .containsExactly(new Row(1, false, "first"));
    assertThat(await(archive().findByMessageId(juliet, romeo, "same", 1, 4, 9)))
        .containsExactly(new Row(2, true, "second"));
    assertThat(await(archive().findByMessageId(juliet, romeo, "same", 0, END, 2))).isEmpty();
  }

  @Test
  void replacesAMessage() {
    create(juliet);
    await(append(1, romeo));

    assertThat(await(archive().replace(juliet, 1, "tombstone", List.of()))).isTrue();
    assertThat(await(archive().replace(juliet, 2, "tombstone", List.of()))).isFalse();

    assertThat(await(archive().find(juliet, 1))).contains(new Row(1, false, "tombstone"));
    assertThat(page(range(0, END, romeo), false, 9)).containsExactly(1L);
  }

  @Test
  void knowsItsEnds() {
    create(juliet);
    assertThat(await(archive().bounds(juliet))).isEmpty();

    await(append(5, romeo));
    await(append(9, romeo));

    assertThat(await(archive().bounds(juliet))).contains(new Bounds(5, 9));
  }

  @Test
  void anIdIsUniqueForItsOwnerOnly() {
    create(juliet, romeo);
    await(append(1, romeo));

    assertFails(append(1, romeo), Kind.CONFLICT);
    await(archive().append(romeo, new Entry(1, juliet, false, null, "other")));

    assertThat(await(archive().find(juliet, 1)).orElseThrow().stanza()).isEqualTo("stanza 1");
  }

  @Test
  void nobodyHasAnArchiveWhoIsNotThere() {
    assertFails(append(1, romeo), Kind.NO_ACCOUNT);
    assertThat(page(Filter.ALL, false, 9)).isEmpty();
  }

  @Test
  void aRefusedRowDoesNotHarmItsNeighbours() {
    create(juliet);
    List<Future<Void>> appends = new ArrayList<>();
    for (int id = 1; id <= 300; id++) {
      boolean poisoned = id % 37 == 5;
      appends.add(
          poisoned
              ? archive().append(jid("nobody"), new Entry(id, romeo, false, null, "poison"))
              : append(id, romeo));
    }
    await(Future.join(appends).transform(done -> Future.succeededFuture()));

    assertThat(await(archive().count(juliet, Filter.ALL))).isEqualTo(292);
    assertFails(appends.get(4), Kind.NO_ACCOUNT);
  }

  @Test
  void whoeverTakesADeletedNameInheritsNothing() {
    create(juliet);
    await(append(1, romeo));
    await(storage.accounts().delete(juliet));

    assertFails(append(2, romeo), Kind.NO_ACCOUNT);
    create(juliet);

    assertThat(page(Filter.ALL, false, 9)).isEmpty();
    await(append(1, romeo));
    assertThat(page(Filter.ALL, false, 9)).containsExactly(1L);
    Archive left = abandoned();
    await(storage.archiveUpkeep().delete(left, END, List.of()));
    await(storage.archiveUpkeep().forget(left));
    assertThat(page(Filter.ALL, false, 9)).containsExactly(1L);
  }

  private Archive abandoned() {
    return archives().stream().filter(each -> each.owner() == null).findFirst().orElseThrow();
  }

  private List<Archive> archives() {
    List<Archive> all = new ArrayList<>();
    List<Archive> page;
    do {
      long after = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
      page = await(storage.archiveUpkeep().archives(after, 2));
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  private Archive own() {
    return archives().stream()
        .filter(each -> juliet.equals(each.owner()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void roomsHaveArchivesToo() {
    Jid room = jid("verona");
    await(archive().open(room));
    await(archive().open(room));
    await(archive().append(room, new Entry(1, room.withResource("r"), false, "x", "hello")));
    assertThat(await(archive().bounds(room))).isPresent();

    await(archive().remove(room));

    assertThat(await(archive().bounds(room))).isEmpty();
    assertFails(archive().append(room, new Entry(2, room, false, null, "late")), Kind.NO_ACCOUNT);
  }

  @Test
  void theOldestGoFirst() {
    fill(10);
    ArchiveUpkeep upkeep = storage.archiveUpkeep();
    assertThat(own().oldest()).isEqualTo(1);

    List<Row> oldest = await(upkeep.oldest(own(), 6, 3));
    assertThat(oldest).extracting(Row::id).containsExactly(1L, 2L, 3L);
    await(upkeep.delete(own(), 3, List.of()));

    assertThat(page(Filter.ALL, false, 2)).containsExactly(4L, 5L);
    assertThat(await(upkeep.oldest(own(), 6, 3))).extracting(Row::id).containsExactly(4L, 5L);
    assertThat(own().oldest()).isEqualTo(4);
  }

  @Test
  void anOwnerMayHaveASettingOfTheirOwn() {
    create(juliet);
    ArchiveUpkeep upkeep = storage.archiveUpkeep();
    assertThat(await(upkeep.keepDays(juliet))).isEmpty();

    assertThat(await(upkeep.setKeepDays(juliet, 30))).isTrue();
    assertThat(await(upkeep.setKeepDays(romeo, 30))).isFalse();
    assertThat(await(upkeep.keepDays(juliet))).contains(30);
    assertThat(own().keepDays()).isEqualTo(30);

    await(upkeep.setKeepDays(juliet, null));
    assertThat(await(upkeep.keepDays(juliet))).isEqualTo(Optional.empty());
  }

  @Test
  void findsMessagesByAllOfTheirWords() {
    create(juliet);
    await(append(1, romeo));
    await(append(2, jid("nurse")));
    await(append(3, romeo));
    ArchiveWords words = storage.archiveWords();
    assertThat(await(words.indexedUpTo(juliet))).isZero();

    await(
        words.index(
            juliet,
            List.of(
                new ArchiveWords.Entry(1, List.of("night", "good")),
                new ArchiveWords.Entry(2, List.of("good", "night", "parting")),
                new ArchiveWords.Entry(3, List.of("good")),
                new ArchiveWords.Entry(4, List.of("gone"))),
            4));

    assertThat(await(words.indexedUpTo(juliet))).isEqualTo(4);
    assertThat(search(null, "good")).containsExactly(1L, 2L, 3L);
    assertThat(search(null, "good", "night")).containsExactly(1L, 2L);
    assertThat(search(romeo, "night", "good")).containsExactly(1L);
    assertThat(search(null, "gone")).isEmpty();
    assertThat(search(null, "good", "night", "parting", "a", "b", "c", "d", "e")).isEmpty();
    assertThat(page(new Filter(0, 3, null, List.of("good")), true, 1)).containsExactly(2L);
    create(romeo);
    assertThat(await(archive().page(romeo, new Filter(0, END, null, List.of("good")), false, 9)))
        .isEmpty();
  }

  private List<Long> search(@Nullable Jid peer, String... words) {
    return page(new Filter(0, END, peer, List.of(words)), false, 9);
  }

  @Test
  void wordsGoWithTheirMessages() {
    create(juliet);
    await(append(1, romeo));
    await(append(2, romeo));
    List<ArchiveWords.Entry> entries =
        List.of(
            new ArchiveWords.Entry(1, List.of("secret", "one")),
            new ArchiveWords.Entry(2, List.of("secret", "two")));
    await(storage.archiveWords().index(juliet, entries, 2));
    assertThat(own().indexed()).isEqualTo(2);

    await(archive().replace(juliet, 2, "tombstone", List.of("secret", "two")));
    assertThat(search(null, "secret")).containsExactly(1L);
    await(storage.archiveUpkeep().delete(own(), 1, entries.subList(0, 1)));

    assertThat(search(null, "secret")).isEmpty();
    assertThat(
            backend.query("SELECT count(*) FROM archive_words WHERE archive = " + own().number()))
        .containsExactly("0");
  }

  @Test
  void offlineRowsMayPointHere() {
    create(juliet);
    await(append(1, romeo));
    await(storage.offline().append(juliet, 1, TIME, null, 8));
    await(storage.offline().append(juliet, 2, TIME, "own stanza", 10));

    assertThat(await(storage.offline().load(juliet, 0, 9)))
        .extracting(OfflineStore.Row::stanza)
        .containsExactly("stanza 1", "own stanza");
    assertThat(await(storage.offline().count(juliet))).isEqualTo(2);

    await(storage.archiveUpkeep().delete(own(), 5, List.of()));

    assertThat(await(storage.offline().load(juliet, 0, 9)))
        .extracting(OfflineStore.Row::id)
        .containsExactly(2L);
    assertThat(await(storage.offline().count(juliet))).isEqualTo(1);
  }

  @Test
  void aSecretIsMadeOnce() {
    byte[] first = await(storage.secret("one"));

    assertThat(first).hasSize(32).isEqualTo(await(storage.secret("one")));
    assertThat(await(storage.secret("two"))).isNotEqualTo(first);
  }
}
