package dev.parley.core.bus;

import dev.parley.core.auth.Access;
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

  /** The account's sessions must end; whoever had one may come back. */
  record SessionsEnded(Jid account) implements ToAccounts {}

  /**
   * Nothing that let somebody into the account does so any more: it was disabled, or its password
   * was changed. Sessions end, and what they have asked for.
   *
   * @param except the session that made the change and goes on; null for none
   */
  record Locked(Jid account, @Nullable Jid except) implements ToAccounts {}

  /**
   * Some may not enter the account any more.
   *
   * @param device that was let in; null for none
   * @param appPassword that let somebody in; null for none
   */
  record AccessRevoked(Jid account, @Nullable String device, @Nullable String appPassword)
      implements ToAccounts {
    /** Whether a session that has come in so must end. */
    public boolean ends(Access access) {
      return device != null && device.equals(access.device())
          || appPassword != null && appPassword.equals(access.appPassword());
    }
  }
}
