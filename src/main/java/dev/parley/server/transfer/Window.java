package dev.parley.server.transfer;

import dev.parley.core.MayBlock;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;

/**
 * What a thread has asked of the storage and not waited for: many writes share a commit, but no
 * more than some are open at a time.
 */
@MayBlock
final class Window {
  private static final int MOST = 500;

  private final Queue<Future<?>> open = new ArrayDeque<>();

  /** Goes on at once unless too many are open; throws what an earlier one failed with. */
  void add(Future<?> work) {
    open.add(work);
    if (open.size() > MOST) {
      await(open.remove());
    }
  }

  /** Waits for all of them. */
  void drain() {
    while (!open.isEmpty()) {
      await(open.remove());
    }
  }

  /** The result; throws what the future fails with. */
  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransferException("Interrupted.");
    }
  }
}
