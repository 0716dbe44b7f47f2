package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.RowIds;
import dev.parley.protocol.jid.Jid;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rows are given to sessions. */
final class OfflineMessagesTest {
  private static final Jid JULIET = Jid.parse("juliet@example.org");
  private static final Jid ROMEO = Jid.parse("romeo@example.org");

  private final OfflineMessages messages =
      new OfflineMessages(
          new HeldOffline(), new RowIds(InstantSource.system()), () -> AccountLimits.DEFAULT);

  @Test
  void aRowDepartsOnceUntilItComesBack() {
    assertThat(messages.depart(JULIET, 7)).isTrue();
    assertThat(messages.depart(JULIET, 7)).isFalse();
    assertThat(messages.depart(ROMEO, 7)).isTrue();
    messages.comeBack(JULIET, 7);
    assertThat(messages.depart(JULIET, 7)).isTrue();
  }

  @Test
  void aRowThatWasDeletedIsNotDeliveredFromAnOlderPage() {
    assertThat(messages.depart(JULIET, 7)).isTrue();
    messages.delete(JULIET, List.of(7L));
    assertThat(messages.depart(JULIET, 7)).isFalse();
    assertThat(messages.depart(ROMEO, 7)).isTrue();
  }
}
