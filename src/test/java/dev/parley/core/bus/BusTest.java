package dev.parley.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What everything else relies on: one order, answers, and failures. */
class BusTest {
  private static final BusAddress<String> PLACE = new BusAddress<>("place", String.class);
  private static final BusAddress<Ask> DESK = new BusAddress<>("desk", Ask.class);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Bus bus = new Bus(vertx);
  private final Context here = vertx.getOrCreateContext();
  private final Context there = vertx.getOrCreateContext();
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

  private record Ask(String what) implements Request<String> {}

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private String next() throws InterruptedException {
    return arrived.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void keepsTheOrderOfASender() throws Exception {
    await(bus.consume(there, PLACE, arrived::add));
    here.runOnContext(sender -> {
      for (int i = 0; i < 1000; i++) {
        bus.send(PLACE, Integer.toString(i));
      }
    });
    for (int i = 0; i < 1000; i++) {
      assertThat(next()).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void keepsTheOrderOfRequestsAmongTheRest() throws Exception {
    await(
        bus.subscribe(
            there,
            DESK,
            incoming -> {
              arrived.add(incoming.body().what());
              incoming.reply(incoming.body(), "yes");
            }));
    here.runOnContext(sender -> {
      bus.send(DESK, new Ask("one"));
      bus.request(DESK, new Ask("two"));
      bus.send(DESK, new Ask("three"));
    });
    assertThat(List.of(next(), next(), next())).containsExactly("one", "two", "three");
  }

  @Test
  void neverArrivesWithinTheCallThatSends() throws Exception {
    await(bus.consume(here, PLACE, arrived::add));
    here.runOnContext(sender -> {
      bus.send(PLACE, "body");
      arrived.add("sent");
    });
    assertThat(List.of(next(), next())).containsExactly("sent", "body");
  }

  @Test
  void goesOnAfterAConsumerHasFailed() throws Exception {
    there.exceptionHandler(failure -> arrived.add(failure.getMessage()));
    await(
        bus.consume(
            there,
            PLACE,
            body -> {
              if (body.equals("bad")) {
                throw new IllegalStateException("could not");
              }
              arrived.add(body);
            }));
    bus.send(PLACE, "bad");
    bus.send(PLACE, "good");
    assertThat(List.of(next(), next())).containsExactly("could not", "good");
  }

  @Test
  void bringsAnswersBehindWhatWasSaidBefore() throws Exception {
    await(bus.consume(here, PLACE, arrived::add));
    await(
        bus.subscribe(
            there,
            DESK,
            incoming -> {
              bus.send(PLACE, "said before");
              incoming.reply(incoming.body(), "answer to " + incoming.body().what());
            }));
    here.runOnContext(sender -> bus.request(DESK, new Ask("it")).onSuccess(arrived::add));
    assertThat(List.of(next(), next())).containsExactly("said before", "answer to it");
  }

  @Test
  void failsWithTheCauseOfTheConsumer() throws Exception {
    IllegalStateException cause = new IllegalStateException("no");
    await(bus.subscribe(there, DESK, incoming -> incoming.fail(cause)));
    assertThatThrownBy(() -> await(bus.request(DESK, new Ask("it"))))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(cause);
  }

  @Test
  void failsWhereNobodyIs() throws Exception {
    bus.send(PLACE, "gone");
    assertThatThrownBy(() -> await(bus.request(DESK, new Ask("it"))))
        .hasRootCauseInstanceOf(ReplyException.class)
        .hasMessageContaining("desk");
  }

  @Test
  void failsWhenNobodyAnswersInTime() throws Exception {
    await(bus.subscribe(there, DESK, incoming -> {}));
    assertThatThrownBy(() -> await(bus.request(DESK, new Ask("it"), Duration.ofMillis(20))))
        .hasRootCauseInstanceOf(ReplyException.class);
  }
}
