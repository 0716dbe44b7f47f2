package dev.parley.core.bus;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A sender who waits for an answer.
 *
 * @param <R> the type of the answer
 */
final class Question<R> {
  private final ContextInternal asker;
  private final PromiseInternal<R> promise;
  private final long timer;

  /**
   * Waits from now on.
   *
   * @param asker where the answer is wanted
   * @param address whom it goes to
   */
  Question(ContextInternal asker, BusAddress<?> address, long millis) {
    this.asker = asker;
    this.promise = asker.promise();
    this.timer =
        asker.setTimer(
            millis,
            late ->
                promise.tryFail(
                    new TimeoutException("no answer from " + address + " in " + millis + " ms")));
  }

  Future<R> future() {
    return promise.future();
  }

  /** The consumer has taken it, and that is the answer: there is no other. */
  void taken() {
    end(promise::tryComplete);
  }

  /** Comes behind all that the one who answers has sent there before. Called on any thread. */
  void answer(R answer) {
    end(() -> promise.tryComplete(answer));
  }

  /** As {@link #answer}. */
  void fail(Throwable cause) {
    end(() -> promise.tryFail(cause));
  }

  private void end(Runnable ending) {
    asker.owner().cancelTimer(timer);
    try {
      asker.executor().execute(ending);
    } catch (RejectedExecutionException ended) {
      // Nobody is left who could hear it.
    }
  }
}
