package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;

/** Whom an account does not want to hear of (XEP-0191). A feature publishes one to its home. */
public interface Screen {
  /** Lets everybody through. */
  Screen OPEN = (account, peer) -> false;

  /**
   * True if {@code account}, of this home and loaded, blocks {@code peer}: full, bare or domain.
   * Never true of the account's own sessions.
   */
  boolean blocks(Jid account, Jid peer);

  /** True if the account blocks anybody at all. */
  default boolean isActive(Jid account) {
    return false;
  }
}
