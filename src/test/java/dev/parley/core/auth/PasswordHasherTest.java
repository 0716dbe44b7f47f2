package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.storage.ScramKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Passwords are hashed off the event loops, and not more than the server can. */
final class PasswordHasherTest {
  private final Vertx vertx = Vertx.vertx();
  private final PasswordHasher hasher = new PasswordHasher(vertx, 1, 100);

  @AfterEach
  void stop() {
    valueOf(hasher.close());
    valueOf(vertx.close());
  }

  @Test
  void refusesWhatWouldWaitTooLong() {
    var released = new CountDownLatch(1);
    // Executors of one name share their threads: this task occupies the only one.
    var occupied =
        vertx
            .createSharedWorkerExecutor("parley-passwords", 1)
            .executeBlocking(() -> released.await(10, TimeUnit.SECONDS));
    List<Future<List<ScramKey>>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(hasher.keys(Password.of("x")));
    }
    assertThat(all.stream().filter(Future::failed))
        .hasSize(200 - 128)
        .allSatisfy(future ->
            assertThat(future.cause())
                .isInstanceOfSatisfying(
                    SaslException.class,
                    e -> assertThat(e.error()).isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE)));
    released.countDown();
    valueOf(occupied);
    valueOf(Future.join(all).otherwiseEmpty());
    assertThat(valueOf(hasher.keys(Password.of("x")))).hasSize(3);
  }

  @Test
  void answersOnTheContextThatAsked() {
    Promise<Boolean> sameContext = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(start ->
        hasher
            .keys(Password.of("x"))
            .onComplete(keys ->
                sameContext.complete(
                    Context.isOnEventLoopThread() && vertx.getOrCreateContext() == context)));
    assertThat(valueOf(sameContext.future())).isTrue();
  }
}
