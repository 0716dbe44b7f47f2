package dev.parley.core.storage;

import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items of nodes (XEP-0060 §4.5), in the order of their publication. All fail with {@link
 * StorageException}.
 */
public interface PubsubItemStore {
  /**
   * An item.
   *
   * @param id unique within its node
   * @param position grows with each publication at the service; tells the time in its upper 44 bits
   * @param publisher who published it: the full JID
   * @param payload as XML; null for none
   */
  record StoredItem(String id, long position, Jid publisher, @Nullable String payload) {}

  /**
   * Publishes an item, in place of one with the same id.
   *
   * @param keep how many of the newest items stay; 0 to leave all
   */
  Future<Void> publish(NodeKey node, StoredItem item, int keep);

  /** Removes items; tells of each, in the same order, whether it was there. */
  Future<List<Boolean>> retract(NodeKey node, List<String> ids);

  /** Removes all items. */
  Future<Void> purge(NodeKey node);

  /** Removes all but the newest items. */
  Future<Void> trim(NodeKey node, int keep);

  /** Removes the items before a position. */
  Future<Void> expire(NodeKey node, long before);

  /** One item, empty if there is none with this id. */
  Future<Optional<StoredItem>> find(NodeKey node, String id);

  /**
   * At most {@code limit} items, the newest first.
   *
   * @param before only items before this position; {@link Long#MAX_VALUE} for all
   */
  Future<List<StoredItem>> older(NodeKey node, long before, int limit);

  /**
   * At most {@code limit} items next after a position, the oldest first.
   *
   * @param after only items after this position; 0 for all
   */
  Future<List<StoredItem>> newer(NodeKey node, long after, int limit);

  /** How many items are after a position; 0 counts all. */
  Future<Integer> count(NodeKey node, long after);
}
