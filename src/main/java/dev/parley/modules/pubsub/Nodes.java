package dev.parley.modules.pubsub;

import dev.parley.core.home.BusyException;
import dev.parley.core.home.Home;
import dev.parley.core.home.Lane;
import dev.parley.core.storage.PubsubItemStore;
import dev.parley.core.storage.PubsubStore;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one home that were used lately. What is done with a node is done in its turn: one
 * change is stored before the next begins.
 */
final class Nodes {
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_KEPT = 400;

  private final Home home;
  private final PubsubStore store;
  private final PubsubItemStore items;
  private final Map<NodeKey, Slot> slots =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeKey, Slot> eldest) {
          return size() > MAX_KEPT && eldest.getValue().lane.isFree();
        }
      };

  Nodes(Home home, PubsubStore store, PubsubItemStore items) {
    this.home = home;
    this.store = store;
    this.items = items;
  }

  /** The place of a node, which may be there or not. */
  static final class Slot {
    private final NodeKey key;
    private final Lane lane = new Lane();
    private boolean loaded;
    private @Nullable Node node;

    private Slot(NodeKey key) {
      this.key = key;
    }

    NodeKey key() {
      return key;
    }

    /** Null if there is no such node. */
    @Nullable Node node() {
      return node;
    }

    /** The node; fails with {@code item-not-found} if there is none. */
    Node existing() {
      Node there = node;
      if (there == null) {
        throw Pubsub.notFound();
      }
      return there;
    }

    void put(@Nullable Node changed) {
      node = changed;
    }
  }

  /** Does something with a node in its turn; the next waits until the future completes. */
  <T extends @Nullable Object> Future<T> with(NodeKey key, Function<Slot, Future<T>> task) {
    Slot slot = slots.computeIfAbsent(key, Slot::new);
    if (slot.lane.waiting() >= MAX_WAITING) {
      return Future.failedFuture(new BusyException(key.service()));
    }
    Promise<T> done = Promise.promise();
    slot.lane.run(() -> {
      Future<T> result = load(slot).compose(loaded -> task.apply(slot));
      result.onComplete(done);
      slot.lane.hold(result);
    });
    return done.future();
  }

  private Future<Void> load(Slot slot) {
    if (slot.loaded) {
      return Future.succeededFuture();
    }
    return store
        .load(slot.key.service(), slot.key.node())
        .compose(found ->
            found.isEmpty()
                ? Future.<Void>succeededFuture()
                : loaded(slot.key, found.get()).onSuccess(slot::put).<Void>mapEmpty())
        .onSuccess(done -> slot.loaded = true);
  }

  private Future<Node> loaded(NodeKey key, StoredNode stored) {
    return items
        .older(key, Long.MAX_VALUE, 1)
        .onSuccess(newest -> newest.forEach(item -> home.rowIds().continueAfter(item.position())))
        .compose(newest -> items.count(key, 0))
        .map(count -> new Node(key, stored, count));
  }

  /** Forgets the nodes of a service: they are loaded anew when next used. */
  void drop(Jid service) {
    for (Slot slot : slots.values()) {
      if (slot.key.service().equals(service)) {
        slot.lane.run(() -> {
          slot.loaded = false;
          slot.node = null;
        });
      }
    }
  }
}
