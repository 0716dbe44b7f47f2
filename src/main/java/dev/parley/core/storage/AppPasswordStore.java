package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** App passwords. All fail with {@link StorageException}; JIDs are bare. */
public interface AppPasswordStore {

  /** Adds one; fails with kind {@code NO_ACCOUNT} if there is no such account. */
  Future<Void> add(Jid account, AppPassword password, List<ScramKey> keys);

  /** All of an account, the oldest first. */
  Future<List<AppPassword>> list(Jid account);

  /** Takes note of a use; nothing happens if there is no such password. */
  Future<Void> used(Jid account, String id, Instant now);

  /**
   * Removes one, with the tokens that stand for it and what is announced by it; false if there is
   * none.
   */
  Future<Boolean> remove(Jid account, String id);
}
