package dev.parley.modules.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private long now;

  @Test
  void each_sender_has_a_budget_of_its_own_every_minute() {
    var spending = new Spending(() -> now);
    var juliet = Jid.parse("juliet@example.org");
    var romeo = Jid.parse("romeo@example.org");

    assertThat(spending.take(juliet, 3, 5)).isTrue();
    assertThat(spending.take(juliet, 3, 5)).isFalse();
    assertThat(spending.take(juliet, 2, 5)).isTrue();
    assertThat(spending.take(romeo, 5, 5)).isTrue();
    now += TimeUnit.MINUTES.toNanos(1);
    assertThat(spending.take(juliet, 5, 5)).isTrue();
  }
}
