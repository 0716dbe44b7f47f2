package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link PubsubItemStore} promises. */
abstract class PubsubItemStoreContract extends StoreContract {
  private NodeKey node;

  @BeforeEach
  void makeNode() {
    node = node("musings");
  }

  private NodeKey node(String name) {
    Jid service = Jid.parse("pubsub." + domain);
    await(
        storage
            .pubsub()
            .create(service, false, new StoredNode(name, "{}", TIME, Map.of(), List.of())));
    return new NodeKey(service, name);
  }

  private PubsubItemStore items() {
    return storage.pubsubItems();
  }

  private StoredItem item(String id, long position) {
    return new StoredItem(id, position, juliet.withResource("balcony"), "<a>\uD83D\uDC99</a>");
  }

  private void publish(String id, long position, int keep) {
    await(items().publish(node, item(id, position), keep));
  }

  private List<String> ids() {
    return await(items().older(node, Long.MAX_VALUE, 100)).stream().map(StoredItem::id).toList();
  }

  @Test
  void givesBackWhatWasPublished() {
    publish("a", 1, 0);
    var bare = new StoredItem("b", 2, romeo, null);
    await(items().publish(node, bare, 0));

    assertThat(await(items().find(node, "a"))).contains(item("a", 1));
    assertThat(await(items().find(node, "b"))).contains(bare);
    assertThat(await(items().find(node, "c"))).isEmpty();
  }

  @Test
  void anItemPublishedAgainIsTheNewest() {
    publish("a", 1, 0);
    publish("b", 2, 0);
    publish("a", 3, 0);

    assertThat(ids()).containsExactly("a", "b");
  }

  @Test
  void keepsTheNewestOnly() {
    for (int i = 1; i <= 5; i++) {
      publish("i" + i, i, 3);
    }
    assertThat(ids()).containsExactly("i5", "i4", "i3");

    publish("i4", 6, 1);
    assertThat(ids()).containsExactly("i4");

    publish("i5", 7, 0);
    await(items().trim(node, 1));
    assertThat(ids()).containsExactly("i5");
  }

  @Test
  void pagesBothWays() {
    for (int i = 1; i <= 10; i++) {
      publish("i" + i, i, 0);
    }
    assertThat(await(items().older(node, 8, 2))).containsExactly(item("i7", 7), item("i6", 6));
    assertThat(await(items().newer(node, 8, 5))).containsExactly(item("i9", 9), item("i10", 10));
    assertThat(await(items().count(node, 0))).isEqualTo(10);
    assertThat(await(items().count(node, 8))).isEqualTo(2);
  }

  @Test
  void retractsWhatIsThere() {
    publish("a", 1, 0);
    publish("b", 2, 0);

    assertThat(await(items().retract(node, List.of("b", "z")))).containsExactly(true, false);
    assertThat(await(items().retract(node, List.of()))).isEmpty();
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void purgesAndExpiresThisNodeOnly() {
    NodeKey other = node("other");
    await(items().publish(other, item("x", 1), 0));
    publish("a", 1, 0);
    publish("b", 2, 0);

    await(items().expire(node, 2));
    assertThat(ids()).containsExactly("b");
    await(items().purge(node));

    assertThat(ids()).isEmpty();
    assertThat(await(items().count(other, 0))).isEqualTo(1);
  }

  @Test
  void needsANode() {
    var missing = new NodeKey(node.service(), "missing");
    assertFails(items().publish(missing, item("a", 1), 1), Kind.NO_ACCOUNT);
    assertThat(await(items().older(missing, Long.MAX_VALUE, 10))).isEmpty();
    assertThat(await(items().retract(missing, List.of("a")))).containsExactly(false);
  }
}
