package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.UploadStore.Purpose;
import dev.parley.core.storage.UploadStore.Quota;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link UploadStore} promises. */
abstract class UploadStoreContract extends StoreContract {
  private static final Quota PLENTY = new Quota(1_000, 1_000_000, 1_000, 1_000_000);
  private static final Instant SLOT_END = TIME.plusSeconds(300);
  private static final Instant FILE_END = TIME.plusSeconds(86_400);

  private UploadStore uploads() {
    return storage.uploads();
  }

  private Upload slot(Jid owner, String id, Purpose purpose, long bytes) {
    return new Upload(
        domain + id,
        owner,
        purpose,
        "très cool.jpg",
        "image/jpeg",
        bytes,
        new byte[] {1, 2, 3},
        State.SLOT,
        TIME,
        FILE_END,
        SLOT_END);
  }

  private Upload slot(String id, long bytes) {
    return slot(juliet, id, Purpose.MESSAGE, bytes);
  }

  private boolean reserve(Upload slot, Quota quota) {
    return await(uploads().reserve(slot, quota));
  }

  private Upload stored(String id, long bytes) {
    var slot = slot(id, bytes);
    assertThat(reserve(slot, PLENTY)).isTrue();
    assertThat(await(uploads().begin(slot, FILE_END, TIME))).isTrue();
    assertThat(await(uploads().complete(slot, "image/png", TIME))).isTrue();
    return slot;
  }

  @Test
  void aSlotBecomesAFile() {
    create(juliet);
    var slot = slot("a", 10);
    assertThat(reserve(slot, PLENTY)).isTrue();
    assertThat(await(uploads().find(slot.id(), TIME)).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(slot);

    assertThat(await(uploads().begin(slot, TIME.plusSeconds(900), TIME))).isTrue();
    assertThat(await(uploads().complete(slot, "image/png", TIME.plusSeconds(600)))).isTrue();

    var file = await(uploads().find(slot.id(), FILE_END.minusMillis(1))).orElseThrow();
    assertThat(file.state()).isEqualTo(State.STORED);
    assertThat(file.type()).isEqualTo("image/png");
    assertThat(file.expires()).isEqualTo(FILE_END);
    assertThat(await(uploads().find(slot.id(), FILE_END))).isEmpty();
  }

  @Test
  void aSlotWithoutTypeHasNone() {
    create(juliet);
    var slot = slot("a", 10);
    var typeless =
        new Upload(
            slot.id(),
            juliet,
            Purpose.EPHEMERAL,
            "x",
            null,
            1,
            slot.key(),
            State.SLOT,
            TIME,
            FILE_END,
            SLOT_END);
    assertThat(reserve(typeless, PLENTY)).isTrue();
    assertThat(await(uploads().find(slot.id(), TIME)).orElseThrow().type()).isNull();
  }

  @Test
  void oneUploadTakesASlot() {
    create(juliet);
    var slot = slot("a", 10);
    reserve(slot, PLENTY);
    var all = IntStream.range(0, 10).mapToObj(i -> uploads().begin(slot, FILE_END, TIME)).toList();
    await(Future.all(all));
    assertThat(all.stream().filter(one -> one.result())).hasSize(1);

    await(uploads().abandon(slot, SLOT_END));
    assertThat(await(uploads().begin(slot, FILE_END, TIME))).isTrue();
    assertThat(await(uploads().complete(slot, "x/y", TIME))).isTrue();
    assertThat(await(uploads().begin(slot, FILE_END, TIME))).isFalse();
    await(uploads().abandon(slot, SLOT_END));
    assertThat(await(uploads().find(slot.id(), TIME)).orElseThrow().state())
        .isEqualTo(State.STORED);
  }

  @Test
  void aSlotHasItsTime() {
    create(juliet);
    var slot = slot("a", 10);
    reserve(slot, PLENTY);
    assertThat(await(uploads().begin(slot, FILE_END, SLOT_END))).isFalse();
    assertThat(await(uploads().begin(slot, SLOT_END, SLOT_END.minusMillis(1)))).isTrue();
    assertThat(await(uploads().complete(slot, "x/y", SLOT_END))).isFalse();
  }

  @Test
  void quotasHoldExactly() {
    create(juliet, romeo);
    assertThat(reserve(slot("a", 60), new Quota(2, 100, 5, 1_000))).isTrue();
    assertThat(reserve(slot("b", 41), new Quota(2, 100, 5, 1_000))).isFalse();
    assertThat(reserve(slot("c", 40), new Quota(2, 100, 1, 1_000))).isFalse();
    assertThat(reserve(slot("d", 40), new Quota(2, 100, 5, 99))).isFalse();
    assertThat(reserve(slot("e", 40), new Quota(1, 100, 5, 1_000))).isFalse();
    assertThat(reserve(slot("f", 40), new Quota(2, 100, 2, 100))).isTrue();
    assertThat(reserve(slot(romeo, "g", Purpose.MESSAGE, 100), new Quota(1, 100, 1, 100))).isTrue();
  }

  @Test
  void profilesHaveAQuotaOfTheirOwn() {
    create(juliet);
    var quota = new Quota(1, 100, 1, 1_000);
    assertThat(reserve(slot("a", 60), quota)).isTrue();
    assertThat(reserve(slot(juliet, "b", Purpose.EPHEMERAL, 10), quota)).isFalse();
    assertThat(reserve(slot(juliet, "c", Purpose.PROFILE, 60), quota)).isTrue();
    assertThat(reserve(slot(juliet, "d", Purpose.PROFILE, 10), quota)).isFalse();
    var usage = await(uploads().usage(juliet, Purpose.PROFILE, TIME));
    assertThat(usage.files()).isEqualTo(1);
    assertThat(usage.bytes()).isEqualTo(60);
    assertThat(usage.bytesLastDay()).isEqualTo(120);
  }

  @Test
  void whatIsAskedForAtOnceDoesNotPassTheQuota() {
    create(juliet);
    var asked =
        IntStream.range(0, 30)
            .mapToObj(i -> uploads().reserve(slot("n" + i, 10), new Quota(7, 1_000, 30, 1_000)))
            .toList();
    await(Future.all(asked));
    assertThat(asked.stream().filter(one -> one.result())).hasSize(7);
  }

  @Test
  void usageTellsWhenThereIsRoomAgain() {
    create(juliet);
    var none = await(uploads().usage(juliet, Purpose.MESSAGE, TIME));
    assertThat(none).isEqualTo(new UploadStore.Usage(0, 0, 0, Instant.MAX, 0, Instant.MAX));
    stored("a", 10);
    reserve(slot("b", 5), PLENTY);
    var usage = await(uploads().usage(juliet, Purpose.MESSAGE, TIME));
    assertThat(usage).isEqualTo(new UploadStore.Usage(2, 15, 1, SLOT_END, 15, TIME));
    var later = await(uploads().usage(juliet, Purpose.MESSAGE, SLOT_END));
    assertThat(later).isEqualTo(new UploadStore.Usage(1, 10, 0, FILE_END, 15, TIME));
  }

  @Test
  void strangersAndDisabledAccountsGetNothing() {
    create(juliet);
    assertThat(reserve(slot(romeo, "a", Purpose.MESSAGE, 1), PLENTY)).isFalse();
    var slot = slot("b", 1);
    assertThat(reserve(slot, PLENTY)).isTrue();
    await(storage.accounts().setEnabled(juliet, false));
    assertThat(reserve(slot("c", 1), PLENTY)).isFalse();
    assertThat(await(uploads().begin(slot, FILE_END, TIME))).isFalse();
  }

  @Test
  void filesGoWithTheirAccount() {
    create(juliet, romeo);
    var file = stored("a", 10);
    var under = slot("b", 10);
    reserve(under, PLENTY);
    await(uploads().begin(under, FILE_END, TIME));
    var other = slot(romeo, "c", Purpose.MESSAGE, 10);
    reserve(other, PLENTY);

    await(storage.accounts().delete(juliet));
    create(juliet);

    assertThat(await(uploads().find(file.id(), TIME))).isEmpty();
    assertThat(await(uploads().complete(under, "x/y", TIME))).isFalse();
    assertThat(await(uploads().usage(juliet, Purpose.MESSAGE, TIME)).files()).isZero();
    assertThat(await(uploads().find(other.id(), TIME))).isPresent();
    assertThat(await(uploads().expired(TIME, 10_000))).contains(file.id(), under.id());
  }

  @Test
  void whatHasExpiredIsFoundAndForgotten() {
    create(juliet);
    var file = stored("a", 10);
    var slot = slot("b", 10);
    reserve(slot, PLENTY);
    assertThat(await(uploads().expired(SLOT_END.minusMillis(1), 10_000)))
        .doesNotContain(slot.id(), file.id());
    assertThat(await(uploads().expired(SLOT_END, 10_000)))
        .contains(slot.id())
        .doesNotContain(file.id());
    assertThat(await(uploads().expired(FILE_END, 1))).hasSize(1);

    await(uploads().remove(List.of(slot.id(), "nobody")));
    assertThat(await(uploads().expired(FILE_END, 10_000)))
        .contains(file.id())
        .doesNotContain(slot.id());
  }

  @Test
  void afterACrashSlotsCanBeUsedAgain() {
    create(juliet);
    var slot = slot("a", 10);
    reserve(slot, PLENTY);
    await(uploads().begin(slot, FILE_END, TIME));
    await(uploads().recover(TIME.plusSeconds(60)));
    assertThat(await(uploads().begin(slot, FILE_END, TIME.plusSeconds(60)))).isFalse();
    assertThat(await(uploads().begin(slot, FILE_END, TIME.plusSeconds(59)))).isTrue();
  }
}
