package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToSession;
import dev.parley.core.config.LinkLimits;
import dev.parley.core.config.QueueLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What waits for another server, and how long this one waits for it. */
final class OutboxTest {
  private static final QueueLimits LIMITS = new QueueLimits(10, 65_536, Duration.ofSeconds(1));
  private static final long SECOND = 1_000_000_000L;

  private final Outbox outbox = new Outbox();

  private static ToSession.Delivery delivery(int number) {
    var message = Message.of(Message.Type.CHAT, Jid.parse("romeo@montague.example"), "Hi");
    return new ToSession.Delivery(message.withId("m" + number));
  }

  @Test
  void itIsBoundedInStanzas() {
    for (int number = 0; number < 10; number++) {
      assertThat(outbox.add(delivery(number), 100, 0, LIMITS)).isTrue();
    }
    assertThat(outbox.add(delivery(10), 100, 0, LIMITS)).isFalse();
    assertThat(outbox.size()).isEqualTo(10);
  }

  @Test
  void itIsBoundedInBytes() {
    assertThat(outbox.add(delivery(1), 60_000, 0, LIMITS)).isTrue();
    assertThat(outbox.add(delivery(2), 6_000, 0, LIMITS)).isFalse();
    assertThat(outbox.poll()).isNotNull();
    assertThat(outbox.bytes()).isZero();
    assertThat(outbox.add(delivery(2), 6_000, 0, LIMITS)).isTrue();
  }

  @Test
  void whatHasWaitedLongEnoughComesOutInItsOrder() {
    outbox.add(delivery(1), 100, 0, LIMITS);
    outbox.add(delivery(2), 100, SECOND / 2, LIMITS);
    outbox.add(delivery(3), 100, SECOND, LIMITS);

    assertThat(outbox.expired(SECOND - 1)).isEmpty();
    assertThat(outbox.expired(SECOND + SECOND / 2))
        .extracting(one -> one.stanza().id())
        .containsExactly("m1", "m2");
    assertThat(outbox.takeAll()).extracting(one -> one.stanza().id()).containsExactly("m3");
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void eachFailureMakesTheNextWaitLonger() {
    var backoff = new Backoff(new Random(1));
    assertThat(backoff.isWaiting(0)).isFalse();
    long expected = SECOND;
    for (int failure = 1; failure <= 40; failure++) {
      backoff.failed(0, LinkLimits.DEFAULT);
      assertThat(backoff.until()).isBetween((long) (expected * 0.79), (long) (expected * 1.21));
      assertThat(backoff.isWaiting(backoff.until() - 1)).isTrue();
      assertThat(backoff.isWaiting(backoff.until())).isFalse();
      expected = Math.min(300 * SECOND, expected * 2);
    }
    backoff.succeeded();
    assertThat(backoff.isWaiting(0)).isFalse();
    assertThat(backoff.failures()).isZero();
  }
}
