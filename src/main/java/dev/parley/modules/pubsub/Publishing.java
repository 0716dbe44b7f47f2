package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.modules.pubsub.Nodes.Slot;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes items (XEP-0060 §7.1). An item is told of, and answered, when it is stored. */
final class Publishing {
  private static final int MAX_ID = 1_000;

  private final Workshop workshop;
  private final Creation creation;
  private final Rate rate;

  Publishing(Workshop workshop, Creation creation, Rate rate) {
    this.workshop = workshop;
    this.creation = creation;
    this.rate = rate;
  }

  Future<Element> publish(Call call) {
    NodeKey key = call.node();
    List<Element> given = call.verb().elements();
    if (given.size() > 1 || given.size() == 1 && !given.get(0).is(Pubsub.NS, "item")) {
      throw Pubsub.error(Condition.BAD_REQUEST, "invalid-payload");
    }
    if (!rate.allows(call.asker().bare(), workshop.settings().get().publicationsPerMinute())) {
      throw new StanzaException(
          StanzaError.of(StanzaError.Type.WAIT, Condition.POLICY_VIOLATION)
              .withText("published too often"));
    }
    Element item = given.isEmpty() ? null : given.get(0);
    Element publishOptions = call.payload().child(Pubsub.NS, "publish-options");
    DataForm options = publishOptions == null ? null : ConfigForms.within(publishOptions);
    return workshop
        .nodes()
        .with(
            key,
            slot ->
                node(call, slot, options)
                    .compose(node -> {
                      authorize(call, node);
                      return publish(node, call.asker(), item);
                    }))
        .map(id -> call.result(published(call, key.node(), id)));
  }

  private static Element published(Call call, String node, @Nullable String id) {
    Element.Builder publish = call.about("publish", node);
    if (id != null) {
      publish.child(Element.builder(Pubsub.NS, "item").attribute("id", id).build());
    }
    return publish.build();
  }

  /** The node, made if need be; it has to be as the options say. */
  private Future<Node> node(Call call, Slot slot, @Nullable DataForm options) {
    Node there = slot.node();
    if (there == null) {
      if (creation.mayCreate(call, slot.key().node())) {
        return creation.make(slot, call.asker(), call.isAccounts(), options);
      }
      // At an account, not even this tells whether there is such a node.
      throw call.isAccounts() ? Pubsub.forbidden() : Pubsub.notFound();
    }
    authorize(call, there);
    if (options != null) {
      ConfigForms.checkPreconditions(there.config(), options, workshop.settings().get());
    }
    return Future.succeededFuture(there);
  }

  private static void authorize(Call call, Node node) {
    if (!Privileges.publish(
        node.config().publishModel(),
        node.affiliation(call.asker()),
        node.isSubscribed(call.asker()))) {
      throw Pubsub.forbidden();
    }
  }

  /** Publishes in the name of an account itself. */
  Future<Void> publish(NodeKey key, Jid publisher, Element item) {
    return workshop
        .nodes()
        .with(
            key,
            slot -> {
              Node there = slot.node();
              Future<Node> node =
                  there == null
                      ? creation.make(slot, publisher, true, null)
                      : Future.succeededFuture(there);
              return node.compose(one -> publish(one, publisher, item));
            })
        .mapEmpty();
  }

  /** Stores the item and tells of it; gives its id, empty text if there is no item. */
  private Future<@Nullable String> publish(Node node, Jid publisher, @Nullable Element item) {
    NodeConfig config = node.config();
    boolean persistent = config.is(ConfigField.PERSIST_ITEMS);
    check(config, item, persistent);
    if (item == null) {
      workshop.notifier().notify(node, Events.items(node, List.of()));
      return Future.succeededFuture(null);
    }
    String given = item.attribute("id");
    String id = given == null || given.isEmpty() ? Creation.randomName() : given;
    if (id.length() > MAX_ID) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the id of an item is too long");
    }
    List<Element> payloads = item.elements();
    String payload = payloads.isEmpty() ? null : payloads.get(0).toString();
    checkSize(config, payload);
    StoredItem stored = new StoredItem(id, workshop.home().rowIds().next(), publisher, payload);
    Future<Void> kept = persistent ? keep(node, stored) : Future.succeededFuture();
    return kept.map(done -> {
      workshop.notifier().published(node, stored);
      workshop.listeners().published(node, stored);
      return id;
    });
  }

  /** §7.1.3.6 */
  private static void check(NodeConfig config, @Nullable Element item, boolean persistent) {
    boolean payload = config.is(ConfigField.DELIVER_PAYLOADS);
    if (item == null) {
      if (persistent || payload) {
        throw Pubsub.error(
            Condition.BAD_REQUEST, persistent ? "item-required" : "payload-required");
      }
      return;
    }
    if (!persistent && !payload) {
      throw Pubsub.error(Condition.BAD_REQUEST, "item-forbidden");
    }
    List<Element> payloads = item.elements();
    if (payloads.isEmpty() && payload) {
      throw Pubsub.error(Condition.BAD_REQUEST, "payload-required");
    }
    String type = config.text(ConfigField.TYPE);
    if (payloads.size() > 1
        || !type.isEmpty() && !payloads.isEmpty() && !payloads.get(0).namespace().equals(type)) {
      throw Pubsub.error(Condition.BAD_REQUEST, "invalid-payload");
    }
  }

  private void checkSize(NodeConfig config, @Nullable String payload) {
    int most = config.number(ConfigField.MAX_PAYLOAD_SIZE, workshop.settings().get().itemBytes());
    if (payload != null
        && (payload.length() > most
            || payload.length() > most / 3
                && payload.getBytes(StandardCharsets.UTF_8).length > most)) {
      throw Pubsub.error(Condition.NOT_ACCEPTABLE, "payload-too-big");
    }
  }

  /** Stores an item at a node that may be full (§7.1.3.3, §12.5). */
  private Future<Void> keep(Node node, StoredItem item) {
    int most =
        node.config().number(ConfigField.MAX_ITEMS, workshop.settings().get().itemsPerNode());
    expire(node);
    if (node.items() < most) {
      return store(node, item, 0).onSuccess(done -> node.items(node.items() + 1));
    }
    return switch (node.config().text(ConfigField.PUBLISH_NODE_FULL)) {
      case "reject" -> reject(node, item, most);
      case "retract-oldest" -> retractOldest(node, item, most);
      // Now and then a few more go, so that the end need not be looked for each time.
      default -> store(node, item, most).onSuccess(done -> node.items(most - most / 8));
    };
  }

  private Future<Void> store(Node node, StoredItem item, int keep) {
    return workshop.items().publish(node.key(), item, keep);
  }

  private void expire(Node node) {
    long before = Reading.expiry(node, workshop.clock());
    if (before > 0) {
      workshop.items().expire(node.key(), before);
    }
  }

  private Future<Void> reject(Node node, StoredItem item, int most) {
    return workshop
        .items()
        .find(node.key(), item.id())
        .compose(former ->
            workshop
                .items()
                .count(node.key(), 0)
                .compose(count -> {
                  node.items(count);
                  if (former.isEmpty() && count >= most) {
                    throw Pubsub.error(Condition.CONFLICT, "node-full");
                  }
                  node.items(count + (former.isEmpty() ? 1 : 0));
                  return store(node, item, 0);
                }));
  }

  private Future<Void> retractOldest(Node node, StoredItem item, int most) {
    return store(node, item, 0)
        .compose(stored -> workshop.items().count(node.key(), 0))
        .compose(count -> {
          node.items(Math.min(count, most));
          return count > most
              ? workshop.items().newer(node.key(), 0, count - most)
              : Future.succeededFuture(List.<StoredItem>of());
        })
        .compose(oldest -> {
          List<String> ids = oldest.stream().map(StoredItem::id).toList();
          return workshop
              .items()
              .retract(node.key(), ids)
              .onSuccess(gone -> {
                if (!ids.isEmpty()) {
                  if (node.config().is(ConfigField.NOTIFY_RETRACT)) {
                    workshop.notifier().notify(node, Events.retracted(node, ids));
                  }
                  workshop.listeners().retracted(node, ids);
                }
              });
        })
        .mapEmpty();
  }
}
