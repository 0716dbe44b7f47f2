package dev.parley.cli.doctor;

import io.vertx.core.Future;

/** Waits on the thread of a command for what event loops do. */
public interface Waiter {
  /** The result; throws what the future fails with. */
  <T> T await(Future<T> future);
}
