package dev.parley.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.StreamLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When questions for acknowledgements are answered, and with what (XEP-0198 §4). */
final class ReceiptsTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com/balcony");
  private static final StreamLimits LIMITS = StreamLimits.DEFAULT;

  /** The {@code h} of each answer. */
  private final List<String> answers = new ArrayList<>();

  private final Deque<Handler<Long>> timers = new ArrayDeque<>();
  private final UnackedQueue outbound = new UnackedQueue();
  private final Receipts receipts =
      new Receipts(new Stream(), LIMITS, JULIET, "s1", new HandledCounter(), outbound);

  /** Keeps what is written, and the timers that are set. */
  private final class Stream implements Receipts.Party {
    @Override
    public Wire wire() {
      return only(
          Wire.class,
          (wire, method, arguments) -> {
            answers.add(String.valueOf(((Element) arguments[0]).attribute("h")));
            return null;
          });
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Vertx vertx() {
      return only(
          Vertx.class,
          (vertx, method, arguments) -> {
            timers.add((Handler<Long>) arguments[1]);
            return 1L;
          });
    }
  }

  private static <T> T only(Class<T> type, InvocationHandler call) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, call));
  }

  private void receive(int number) {
    for (int i = 0; i < number; i++) {
      receipts.receive();
    }
  }

  private void send(int bytes) {
    outbound.sent(
        new ToSession.Delivery(Message.of(Message.Type.CHAT, JULIET, "Hi").withId("m1")), bytes);
  }

  @Test
  void whereAllIsSafeTheAnswerComesAtOnce() {
    receive(2);
    receipts.safe(new long[] {1, 2});
    receipts.answer();
    assertThat(answers).containsExactly("2");
    assertThat(receipts.told()).isEqualTo(2);
  }

  @Test
  void theAnswerWaitsForWhatCameBeforeTheQuestionAndNoLonger() {
    receive(2);
    receipts.answer();
    receive(1);
    receipts.safe(1);
    assertThat(answers).isEmpty();
    receipts.safe(2);
    assertThat(answers).containsExactly("2");
    receipts.safe(3);
    assertThat(answers).containsExactly("2");
  }

  @Test
  void aSecondQuestionHasAnAnswerOfItsOwn() {
    receive(2);
    receipts.answer();
    receive(1);
    receipts.answer();
    receipts.safe(new long[] {1, 2});
    assertThat(answers).containsExactly("2");
    receipts.safe(3);
    assertThat(answers).containsExactly("2", "3");
  }

  @Test
  void whoHasWaitedIsToldWhatIsSafeByThen() {
    receive(2);
    receipts.safe(1);
    receipts.answer();
    assertThat(answers).isEmpty();
    while (!timers.isEmpty()) {
      timers.remove().handle(1L);
    }
    assertThat(answers).containsExactly("1");
    receipts.safe(2);
    assertThat(answers).containsExactly("1", "2");
  }

  @Test
  void thereMayBeTooManyUnacknowledgedOrTooLargeOnes() {
    for (int i = 0; i < LIMITS.unacknowledgedStanzas(); i++) {
      send(1);
    }
    assertThat(receipts.isOverfull()).isFalse();
    send(1);
    assertThat(receipts.isOverfull()).isTrue();
    receipts.acknowledged(LIMITS.unacknowledgedStanzas() + 1L);
    send(LIMITS.unacknowledgedBytes());
    assertThat(receipts.isOverfull()).isFalse();
    send(1);
    assertThat(receipts.isOverfull()).isTrue();
  }

  @Test
  void noMoreIsAcknowledgedThanWasSent() {
    send(1);
    assertThatThrownBy(() -> receipts.acknowledged(2)).isInstanceOf(StreamException.class);
    receipts.acknowledged(1);
    assertThat(outbound.size()).isZero();
  }
}
