package dev.parley.core.storage.sql;

import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * Somebody who waits for an answer, on the context that asked. Ends once: later ends are ignored.
 * Safe on any thread.
 */
final class Call<T> {
  private final Promise<T> promise;
  private final long since = System.nanoTime();

  Call(Vertx vertx) {
    this.promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
  }

  Future<T> future() {
    return promise.future();
  }

  /** When it began, as {@link System#nanoTime}. */
  long since() {
    return since;
  }

  void succeed(T result) {
    promise.tryComplete(result);
  }

  void fail(StorageException cause) {
    promise.tryFail(cause);
  }

  void fail(Kind kind, String message) {
    promise.tryFail(new StorageException(kind, message));
  }
}
