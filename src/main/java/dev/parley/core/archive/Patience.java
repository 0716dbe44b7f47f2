package dev.parley.core.archive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Waits for something, but not for ever. */
final class Patience {
  private Patience() {}

  /** What the future gives; fails with {@code late} if that takes longer. The future goes on. */
  static <T> Future<T> within(Vertx vertx, long millis, Future<T> future, RuntimeException late) {
    if (future.isComplete()) {
      return future;
    }
    Promise<T> promise = Promise.promise();
    long timer = vertx.setTimer(millis, fired -> promise.tryFail(late));
    future.onComplete(done -> {
      vertx.cancelTimer(timer);
      if (done.succeeded()) {
        promise.tryComplete(done.result());
      } else {
        promise.tryFail(done.cause());
      }
    });
    return promise.future();
  }
}
