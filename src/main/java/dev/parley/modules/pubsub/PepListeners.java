package dev.parley.modules.pubsub;

import dev.parley.core.home.Pep;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.protocol.xml.XmlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The features that want to know what is published at certain nodes of accounts. */
final class PepListeners {
  private final Map<String, Pep.Listener> byNode = new HashMap<>();

  void add(String node, Pep.Listener listener) {
    if (byNode.put(node, listener) != null) {
      throw new IllegalStateException("two features listen to " + node);
    }
  }

  void published(Node node, StoredItem item) {
    Pep.Listener listener = node.isAccounts() ? byNode.get(node.name()) : null;
    if (listener != null) {
      listener.published(node.service(), node.name(), toItem(item));
    }
  }

  /**
   * Tells of items that are gone.
   *
   * @param ids empty for all
   */
  void retracted(Node node, List<String> ids) {
    Pep.Listener listener = node.isAccounts() ? byNode.get(node.name()) : null;
    if (listener != null) {
      listener.retracted(node.service(), node.name(), ids);
    }
  }

  static Pep.Item toItem(StoredItem item) {
    String payload = item.payload();
    return new Pep.Item(item.id(), payload == null ? null : XmlReader.read(payload, ""));
  }
}
