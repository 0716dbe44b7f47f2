package dev.parley.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What everything else relies on: one order, the right context, answers, and ends. */
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
  void consumesOnItsContext() throws Exception {
    CompletableFuture<Context> found = new CompletableFuture<>();
    await(bus.consume(there, PLACE, body -> found.complete(Vertx.currentContext())));
    bus.send(PLACE, "from no context at all");
    assertThat(found.get(30, TimeUnit.SECONDS)).isSameAs(there);
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
        .hasRootCauseInstanceOf(NobodyThereException.class)
        .hasRootCauseMessage("nobody is at desk");
  }

  @Test
  void tellsWhetherAnybodyHasTakenIt() throws Exception {
    assertThatThrownBy(() -> await(bus.deliver(PLACE, "body")))
        .hasRootCauseInstanceOf(NobodyThereException.class);
    await(bus.consume(there, PLACE, arrived::add));
    await(bus.deliver(PLACE, "body"));
    assertThat(arrived).containsExactly("body");
  }

  @Test
  void failsWhenNobodyAnswersInTime() throws Exception {
    await(bus.subscribe(there, DESK, incoming -> {}));
    assertThatThrownBy(() -> await(bus.request(DESK, new Ask("it"), Duration.ofMillis(20))))
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void consumesNothingAfterTheEnd() throws Exception {
    Subscription subscription =
        await(bus.subscribe(here, DESK, incoming -> arrived.add("consumed")));
    CompletableFuture<Future<String>> asked = new CompletableFuture<>();
    here.runOnContext(sender -> {
      // On its way when the consumer ends.
      asked.complete(bus.request(DESK, new Ask("it")));
      subscription.cancel();
    });
    assertThatThrownBy(() -> await(asked.get(30, TimeUnit.SECONDS)))
        .hasRootCauseInstanceOf(NobodyThereException.class);
    assertThat(arrived).isEmpty();
  }

  @Test
  void givesAnAddressToWhoCameLast() throws Exception {
    Subscription first = await(bus.consume(there, PLACE, body -> arrived.add("first " + body)));
    await(bus.consume(there, PLACE, body -> arrived.add("second " + body)));
    await(first.cancel());
    bus.send(PLACE, "body");
    assertThat(next()).isEqualTo("second body");
  }

  @Test
  void keepsTheOrderOfABundleAmongTheRest() throws Exception {
    await(bus.consume(there, PLACE, arrived::add));
    here.runOnContext(sender -> {
      bus.send(PLACE, "before");
      Bundle bundle = bus.bundle();
      for (int i = 0; i < 250; i++) {
        bundle.add(PLACE, Integer.toString(i));
      }
      bundle.send();
      bus.send(PLACE, "after");
    });
    assertThat(next()).isEqualTo("before");
    for (int i = 0; i < 250; i++) {
      assertThat(next()).isEqualTo(Integer.toString(i));
    }
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void keepsTheOrderOfWhatConsumersOfABundleSend() throws Exception {
    BusAddress<String> first = new BusAddress<>("first", String.class);
    await(bus.consume(here, PLACE, arrived::add));
    await(bus.subscribe(here, DESK, incoming -> arrived.add(incoming.body().what())));
    await(
        bus.consume(
            there,
            first,
            body -> {
              bus.send(PLACE, body + " 1");
              Bundle more = bus.bundle();
              more.add(PLACE, body + " 2");
              more.add(DESK, new Ask(body + " 3"));
              more.send();
              bus.request(DESK, new Ask(body + " 4"));
              bus.send(PLACE, body + " 5");
            }));
    Bundle bundle = bus.bundle();
    bundle.add(first, "a");
    bundle.add(first, "b");
    bundle.send();
    List<String> all = List.of(next(), next(), next(), next(), next());
    assertThat(all).containsExactly("a 1", "a 2", "a 3", "a 4", "a 5");
    assertThat(List.of(next(), next())).containsExactly("b 1", "b 2");
  }

  @Test
  void goesOnAfterAConsumerOfABundleHasFailed() throws Exception {
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
    Bundle bundle = bus.bundle();
    bundle.add(PLACE, "bad");
    bundle.add(PLACE, "good");
    bundle.add(DESK, new Ask("of nobody"));
    bundle.send();
    assertThat(List.of(next(), next())).containsExactly("could not", "good");
  }

  @Test
  void sendsAtOnceAfterABundle() throws Exception {
    BusAddress<String> first = new BusAddress<>("first", String.class);
    await(bus.consume(there, first, body -> there.runOnContext(later -> bus.send(PLACE, body))));
    await(bus.consume(here, PLACE, arrived::add));
    Bundle bundle = bus.bundle();
    bundle.add(first, "body");
    bundle.send();
    assertThat(next()).isEqualTo("body");
  }
}
