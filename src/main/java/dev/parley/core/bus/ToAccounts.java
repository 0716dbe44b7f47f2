package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What a shard is told of its accounts. */
public sealed interface ToAccounts {
  /** The bare JID of the account. */
  Jid account();

  /** The account was made. */
  record Created(Jid account) implements ToAccounts {}

  /** The account is gone with all its data. */
  record Deleted(Jid account) implements ToAccounts {}

  /**
   * The account's sessions must end: it was disabled, or its password was changed.
   *
   * @param except the session that made the change and goes on; null for none
   */
  record SessionsEnded(Jid account, @Nullable Jid except) implements ToAccounts {}
}
