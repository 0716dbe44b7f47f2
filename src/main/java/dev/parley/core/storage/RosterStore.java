package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;

/**
 * The contact lists. All fail with {@link StorageException}, writes to the list of an account that
 * does not exist with kind {@code NO_ACCOUNT}.
 */
public interface RosterStore {

  /** The owner's contacts; an item that is damaged is logged and left out. */
  Future<StoredRoster> load(Jid owner);

  /**
   * Puts an item, new or changed, and raises the roster's version to the item's, at once; completes
   * when both would survive a crash.
   */
  Future<Void> put(Jid owner, StoredRosterItem item);

  /**
   * Leaves a tombstone with this version in place of an item, as {@link #put} does. Leaves nothing
   * if the version is 0: then no client has seen the item.
   */
  Future<Void> remove(Jid owner, Jid contact, long version);

  /**
   * Forgets the tombstones up to a version, but for those with a request that waits, and remembers
   * that it did.
   */
  Future<Void> pruneTombstones(Jid owner, long version);
}
