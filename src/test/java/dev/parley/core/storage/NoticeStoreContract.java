package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.NoticeStore.Kind;
import dev.parley.core.storage.NoticeStore.Notice;
import org.junit.jupiter.api.Test;

/** What {@link NoticeStore} promises. */
abstract class NoticeStoreContract extends StoreContract {
  private static final Notice DAY = new Notice(Kind.MOTD, "a", "Ünï\ncode", TIME);
  private static final Notice WELCOME = new Notice(Kind.WELCOME, "b", "Hi", TIME.plusMillis(1));

  @Test
  void thereIsOneOfAKind() {
    assertThat(await(storage.notices().all())).isEmpty();
    await(storage.notices().put(DAY));
    await(storage.notices().put(WELCOME));
    assertThat(await(storage.notices().all())).containsExactly(DAY, WELCOME);

    Notice other = new Notice(Kind.MOTD, "c", "Other", TIME.plusMillis(2));
    await(storage.notices().put(other));
    assertThat(await(storage.notices().all())).containsExactly(other, WELCOME);

    assertThat(await(storage.notices().remove(Kind.MOTD))).isTrue();
    assertThat(await(storage.notices().remove(Kind.MOTD))).isFalse();
    assertThat(await(storage.notices().remove(Kind.WELCOME))).isTrue();
    assertThat(await(storage.notices().all())).isEmpty();
  }
}
