package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a home's accounts (XEP-0163), for features that do something with what is published
 * there. Published to the home; used on its context. Futures fail with {@link
 * dev.parley.core.storage.StorageException} or {@link dev.parley.protocol.stanza.StanzaException}.
 */
public interface Pep {
  /**
   * An item.
   *
   * @param payload null for none
   */
  record Item(String id, @Nullable Element payload) {}

  /** Hears what happens at a node of the home's accounts. */
  interface Listener {
    /** An item was published, by whomever. */
    void published(Jid account, String node, Item item);

    /**
     * Items are gone.
     *
     * @param ids empty for all
     */
    void retracted(Jid account, String node, List<String> ids);
  }

  /** At most {@code limit} items, the newest first; none if there is no such node. */
  Future<List<Item>> items(Jid account, String node, int limit);

  /** One item. */
  Future<Optional<Item>> item(Jid account, String node, String id);

  /** Publishes in the account's name; makes the node with what its name implies. */
  Future<Void> publish(Jid account, String node, String id, Element payload);

  /** Removes an item in the account's name, and tells of it; false if it was not there. */
  Future<Boolean> retract(Jid account, String node, String id);

  /** From now on the listener hears of nodes of this name; only one may. */
  void listen(String node, Listener listener);
}
