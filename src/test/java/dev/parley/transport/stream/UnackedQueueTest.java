package dev.parley.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnackedQueueTest {
  private final List<Ticket> taken = new ArrayList<>();
  private UnackedQueue queue = new UnackedQueue();

  private record Numbered(int number) implements Ticket {}

  private void send(int from, int to) {
    for (int number = from; number <= to; number++) {
      Message message = Message.of(Message.Type.CHAT, Jid.parse("a@example.com"), "" + number);
      queue.sent(new ToSession.Delivery(message, new Numbered(number)), 10);
    }
  }

  private static Ticket[] tickets(int from, int to) {
    Ticket[] tickets = new Ticket[to - from + 1];
    for (int number = from; number <= to; number++) {
      tickets[number - from] = new Numbered(number);
    }
    return tickets;
  }

  @Test
  void whatIsAcknowledgedIsTakenInItsOrder() {
    send(1, 3);
    assertThat(queue.acknowledge(2, taken)).isTrue();
    assertThat(taken).containsExactly(tickets(1, 2));
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.bytes()).isEqualTo(10);
    assertThat(queue.acknowledged()).isEqualTo(2);
  }

  @Test
  void anAcknowledgementMayBeRepeated() {
    send(1, 3);
    queue.acknowledge(2, taken);
    assertThat(queue.acknowledge(2, taken)).isTrue();
    assertThat(taken).hasSize(2);
  }

  @Test
  void moreThanWasSentIsRefused() {
    send(1, 3);
    assertThat(queue.acknowledge(4, taken)).isFalse();
    assertThat(taken).isEmpty();
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void lessThanBeforeIsRefused() {
    send(1, 3);
    queue.acknowledge(2, taken);
    assertThat(queue.acknowledge(1, taken)).isFalse();
  }

  @Test
  void countsGoOnAfterTwoToTheThirtyTwo() {
    queue = new UnackedQueue(0xffff_fffeL);
    send(1, 4);
    assertThat(queue.sentCount()).isEqualTo(2);
    assertThat(queue.acknowledge(0xffff_ffffL, taken)).isTrue();
    assertThat(taken).containsExactly(tickets(1, 1));
    assertThat(queue.acknowledge(1, taken)).isTrue();
    assertThat(taken).containsExactly(tickets(1, 3));
    assertThat(queue.acknowledged()).isEqualTo(0x1_0000_0001L);
  }

  @Test
  void itIsAskedForOnceUntilAnswered() {
    assertThat(queue.wantsRequest()).isFalse();
    send(1, 2);
    assertThat(queue.wantsRequest()).isTrue();
    queue.requested();
    assertThat(queue.wantsRequest()).isFalse();
    queue.acknowledge(1, taken);
    assertThat(queue.wantsRequest()).isTrue();
  }
}
