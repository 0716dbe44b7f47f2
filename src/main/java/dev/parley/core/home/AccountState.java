package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;

/** What a service keeps of each live account of a home: loaded before first use, dropped after. */
public interface AccountState {
  /** Loads and keeps the state; nothing is done with the account until this completes. */
  Future<?> load(Jid account);

  /** Forgets the state. The account has no session, or is deleted. */
  void drop(Jid account);
}
