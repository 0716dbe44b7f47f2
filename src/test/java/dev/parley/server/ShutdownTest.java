package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ShutdownTest {
  private final Shutdown shutdown = new Shutdown();
  private final List<String> closed = new ArrayList<>();

  private Future<Void> close(String name) {
    closed.add(name);
    return Future.succeededFuture();
  }

  private boolean run(Duration longest) throws Exception {
    return shutdown
        .run(longest)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatWasOpenedLastIsClosedFirst() throws Exception {
    shutdown.add("storage", () -> close("storage"));
    shutdown.add("streams", () -> close("streams"));
    assertThat(run(Duration.ofSeconds(30))).isTrue();
    assertThat(closed).containsExactly("streams", "storage");
  }

  @Test
  void whatFailsDoesNotKeepTheRestFromBeingClosed() throws Exception {
    shutdown.add("storage", () -> close("storage"));
    shutdown.add("future", () -> Future.failedFuture("it does not work"));
    shutdown.add(
        "call",
        () -> {
          throw new IllegalStateException("it does not even begin");
        });
    assertThat(run(Duration.ofSeconds(30))).isTrue();
    assertThat(closed).containsExactly("storage");
  }

  @Test
  void whatBelongsTogetherIsClosedSideBySide() throws Exception {
    shutdown.add("storage", () -> close("storage"));
    Promise<Void> first = Promise.promise();
    shutdown.addTogether(
        List.of(
            new Shutdown.Part("one", () -> first.future().onSuccess(done -> closed.add("one"))),
            new Shutdown.Part("two", () -> close("two").onSuccess(first::complete)),
            new Shutdown.Part("broken", () -> Future.failedFuture("it does not work"))));
    assertThat(run(Duration.ofSeconds(30))).isTrue();
    assertThat(closed).containsExactly("two", "one", "storage");
  }

  @Test
  void whatNeverEndsIsLeftBehind() throws Exception {
    shutdown.add("storage", () -> close("storage"));
    shutdown.add("endless", () -> Promise.promise().future());
    assertThat(run(Duration.ofMillis(50))).isFalse();
    assertThat(closed).containsExactly("storage");
  }

  @Test
  void aSecondTimeThereIsNothingToClose() throws Exception {
    shutdown.add("storage", () -> close("storage"));
    run(Duration.ofSeconds(30));
    assertThat(run(Duration.ofSeconds(30))).isTrue();
    assertThat(closed).containsExactly("storage");
  }
}
