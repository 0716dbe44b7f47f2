package dev.parley.core.home;

/** Something to be done with an account once its state is there. */
public interface AccountTask {
  /** Called in the account's turn, with its state loaded. */
  void run(LiveAccount account);

  /** Called instead, in the same turn, if the state could not be loaded. */
  void failed(Throwable cause);
}
