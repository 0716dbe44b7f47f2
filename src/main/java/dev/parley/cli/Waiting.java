package dev.parley.cli;

import dev.parley.core.MayBlock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits on the thread of the command for what event loops do. */
@MayBlock
final class Waiting {
  private static final Duration LONG = Duration.ofMinutes(5);

  private Waiting() {}

  /** The result; throws what the future fails with. */
  static <T extends @Nullable Object> T forResult(Future<T> future) {
    try {
      return forResult(future, LONG);
    } catch (TimeoutException e) {
      throw new FailureException("This was not done within " + LONG.toMinutes() + " minutes.");
    }
  }

  static <T extends @Nullable Object> T forResult(Future<T> future, Duration longest)
      throws TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("Interrupted.");
    }
  }
}
