package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * The accounts that have approved a request of this contact in advance.
   *
   * @param after an address; only greater ones are given, in their order
   * @param limit how many at most
   */
  Future<List<Jid>> approvers(Jid contact, @Nullable Jid after, int limit);

  /**
   * Forgets the tombstones up to a version, but for those with a request that waits, and remembers
   * that it did.
   */
  Future<Void> pruneTombstones(Jid owner, long version);
}
