package dev.parley.server.transfer;

import dev.parley.core.MayBlock;
import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.core.storage.PubsubStore.StoredSubscription;
import dev.parley.core.storage.Storage;
import dev.parley.modules.bookmarks.Bookmark;
import dev.parley.modules.pubsub.NodeForms;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The nodes of one account (XEP-0227 §4.10), and its bookmarks, which are items of one. */
@MayBlock
final class ImportedNodes {
  private final Jid owner;
  private final Storage storage;
  private final Window window;
  private final Instant now;
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> bookmarks = new HashSet<>();
  private final Map<String, Element> legacy = new LinkedHashMap<>();
  private final JsonObject notifications = new JsonObject();
  private long position;

  ImportedNodes(Jid owner, Storage storage, Window window, Instant now) {
    this.owner = owner;
    this.storage = storage;
    this.window = window;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.position = RowIds.first(now.toEpochMilli());
  }

  /** Something about a node: its configuration, affiliations or subscriptions (§4.10.1). */
  void describe(Element element, Consumer<String> problem) {
    String node = element.attribute("node");
    if (node == null || node.isEmpty()) {
      problem.accept("it names no node");
      return;
    }
    switch (element.name()) {
      case "configure" -> configure(node, element, problem);
      case "affiliations" -> element.elements().forEach(one -> affiliate(node, one, problem));
      case "subscriptions" -> element.elements().forEach(one -> subscribe(node, one, problem));
      default -> problem.accept("nobody here understands this");
    }
  }

  private void configure(String node, Element configure, Consumer<String> problem) {
    if (node.equals(LegacyBookmarks.NAMESPACE)) {
      return;
    }
    Element x = configure.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    String config =
        NodeForms.toStored(
            node, form, field -> problem.accept("the setting " + field + " of " + node));
    if (nodes.add(node)) {
      make(node, config);
    } else {
      window.add(storage.pubsub().configure(owner, node, config));
    }
  }

  private void make(String node, String config) {
    var made = new StoredNode(node, config, now, Map.of(), List.of());
    window.add(storage.pubsub().create(owner, true, made));
  }

  private void need(String node) {
    if (nodes.add(node)) {
      make(node, NodeForms.toStored(node, null, unknown -> {}));
    }
  }

  private void affiliate(String node, Element one, Consumer<String> problem) {
    Jid jid = ImportedValues.bare(one.attribute("jid"));
    String affiliation = one.attribute("affiliation");
    if (jid == null || affiliation == null || !NodeForms.isAffiliation(affiliation)) {
      problem.accept("no affiliation: " + one);
    } else {
      need(node);
      window.add(storage.pubsub().affiliate(owner, node, jid, affiliation));
    }
  }

  private void subscribe(String node, Element one, Consumer<String> problem) {
    Jid jid = ImportedValues.jid(one.attribute("jid"));
    if (jid == null || !"subscribed".equals(one.attribute("subscription"))) {
      problem.accept("no subscription: " + one);
    } else {
      need(node);
      String id = Objects.requireNonNullElse(one.attribute("subid"), jid.toString());
      var subscription = new StoredSubscription(jid, id, "subscribed", "{}");
      window.add(storage.pubsub().subscribe(owner, node, subscription));
    }
  }

  /** An item (§4.10.2); the list of older clients is taken apart (XEP-0402 §5). */
  void item(String node, Element item) {
    Element payload = item.elements().isEmpty() ? null : item.elements().get(0);
    if (node.equals(LegacyBookmarks.NAMESPACE)) {
      if (payload != null) {
        legacy(payload);
      }
      return;
    }
    String id = item.attribute("id");
    publish(
        node,
        id == null ? "item" + position : id,
        Objects.requireNonNullElse(ImportedValues.jid(item.attribute("publisher")), owner),
        payload);
  }

  private void publish(String node, String id, Jid publisher, @Nullable Element payload) {
    need(node);
    if (node.equals(Bookmark.NS)) {
      bookmarks.add(id);
      Setting setting = Bookmark.setting(payload);
      if (setting != null) {
        notifications.put(id, setting.name());
      }
    }
    String xml = payload == null ? null : payload.toString();
    window.add(
        storage
            .pubsubItems()
            .publish(new NodeKey(owner, node), new StoredItem(id, position++, publisher, xml), 0));
  }

  /** A list of bookmarks of older clients; what else is in it is returned. */
  Element legacy(Element list) {
    for (Element child : list.elements()) {
      String id = Bookmark.id(child);
      if (id != null) {
        legacy.putIfAbsent(id, child);
      }
    }
    return list.withoutChildren(child -> Bookmark.id(child) != null);
  }

  /** Puts what had to wait for the rest. */
  void finish(Stores stores) {
    legacy.forEach((id, element) -> {
      if (!bookmarks.contains(id)) {
        publish(Bookmark.NS, id, owner, Bookmark.fromLegacy(element, null));
      }
    });
    if (!notifications.isEmpty()) {
      window.add(stores.notifications().put(owner, notifications.encode()));
    }
  }
}
