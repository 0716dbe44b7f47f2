package dev.parley.core.home;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done with an account, in two parts: it starts to store, and goes on when done.
 */
public abstract class StoringTask implements Lane.Pipelined {
  private @Nullable LiveAccount account;

  /**
   * Called with the account's state loaded, when all tasks before have begun.
   *
   * @return completes on the home's context; null if there is nothing to wait for
   */
  protected abstract @Nullable Future<?> begin(LiveAccount owner);

  /**
   * Called in the account's turn.
   *
   * @param cause null unless what {@link #begin} returned has failed
   */
  protected abstract void finish(LiveAccount owner, @Nullable Throwable cause);

  /** Called instead of both if the state could not be loaded, or too much waits for the account. */
  protected abstract void failed(Throwable cause);

  final void account(LiveAccount owner) {
    account = owner;
  }

  @Override
  public final @Nullable Future<?> begin() {
    return account == null || account.failure() != null ? null : begin(account);
  }

  @Override
  public final void finish(@Nullable Throwable cause) {
    if (account != null) {
      Throwable failure = account.failure();
      if (failure == null) {
        finish(account, cause);
      } else {
        failed(failure);
      }
    }
  }
}
