package dev.parley.modules.bookmarks;

import dev.parley.core.home.AccountState;
import dev.parley.core.home.Home;
import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.home.NotificationSettings;
import dev.parley.core.home.Pep;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bookmarks of one home's accounts. They are items of a node; the list of older clients is made
 * of them (XEP-0402 §5).
 */
final class Bookmarks implements LegacyBookmarks, NotificationSettings, AccountState, Pep.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Bookmarks.class);
  private static final int MOST = 1_000;

  private final Home home;
  private final KeyValueStore<String> store;
  private final @Nullable ListNode list;

  /** Settings of live accounts by chat; only those that are not empty take space. */
  private final Map<Jid, JsonObject> settings = new HashMap<>();

  Bookmarks(Home home, KeyValueStore<String> store) {
    this.home = home;
    this.store = store;
    Pep pep = home.neighbour(Pep.class);
    this.list = pep == null ? null : new ListNode(pep, this);
  }

  /** Hears from now on of what is published. */
  void listen() {
    Pep pep = home.neighbour(Pep.class);
    if (pep != null && list != null) {
      pep.listen(Bookmark.NS, this);
      pep.listen(LegacyBookmarks.NAMESPACE, list);
    }
  }

  @Override
  public Future<Element> of(Jid account, Element stored) {
    return items(account)
        .map(items -> {
          Element.Builder storage = stored.toBuilder();
          items.forEach((id, conference) -> {
            Element legacy = Bookmark.toLegacy(id, conference);
            if (legacy != null) {
              storage.child(legacy);
            }
          });
          return storage.build();
        });
  }

  @Override
  public Future<Element> replace(Jid account, Element storage) {
    Map<String, Element> wanted = new LinkedHashMap<>();
    for (Element child : storage.elements()) {
      String id = Bookmark.id(child);
      if (id != null) {
        wanted.put(id, child);
      }
    }
    if (wanted.size() > MOST) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "at most " + MOST + " bookmarks");
    }
    return items(account)
        .compose(items -> Future.all(changes(account, items, wanted)))
        .map(done -> storage.withoutChildren(child -> Bookmark.id(child) != null));
  }

  /** What is the same is left alone, and nobody told of it (§5.2). */
  private List<Future<?>> changes(
      Jid account, Map<String, @Nullable Element> items, Map<String, Element> wanted) {
    Pep pep = home.neighbour(Pep.class);
    List<Future<?>> changes = new ArrayList<>();
    changes.add(Future.succeededFuture());
    if (pep == null) {
      return changes;
    }
    wanted.forEach((id, legacy) -> {
      Element before = items.get(id);
      Element after = Bookmark.fromLegacy(legacy, before);
      if (!after.equals(before)) {
        changes.add(pep.publish(account, Bookmark.NS, id, after));
      }
    });
    for (String id : items.keySet()) {
      if (!wanted.containsKey(id)) {
        changes.add(pep.retract(account, Bookmark.NS, id));
      }
    }
    return changes;
  }

  private Future<Map<String, @Nullable Element>> items(Jid account) {
    Pep pep = home.neighbour(Pep.class);
    Future<List<Pep.Item>> found =
        pep == null ? Future.succeededFuture(List.of()) : pep.items(account, Bookmark.NS, MOST);
    return found.map(items -> {
      Map<String, @Nullable Element> byId = new LinkedHashMap<>();
      items.forEach(item -> byId.put(item.id(), item.payload()));
      return byId;
    });
  }

  @Override
  public Future<?> load(Jid account) {
    return store
        .get(account)
        .onSuccess(found -> found.ifPresent(json -> settings.put(account, new JsonObject(json))));
  }

  @Override
  public void drop(Jid account) {
    settings.remove(account);
  }

  @Override
  public @Nullable Setting of(Jid account, Jid chat) {
    JsonObject chats = settings.get(account);
    String setting = chats == null ? null : chats.getString(chat.bare().toString());
    return setting == null ? null : Setting.valueOf(setting);
  }

  @Override
  public void published(Jid account, String node, Pep.Item item) {
    tell(account);
    Setting setting = Bookmark.setting(item.payload());
    JsonObject chats = settings.getOrDefault(account, new JsonObject());
    String before = chats.getString(item.id());
    if (before == null ? setting == null : setting != null && before.equals(setting.name())) {
      return;
    }
    if (before == null && chats.size() >= MOST) {
      return;
    }
    JsonObject changed = chats.copy();
    if (setting == null) {
      changed.remove(item.id());
    } else {
      changed.put(item.id(), setting.name());
    }
    keep(account, changed);
  }

  @Override
  public void retracted(Jid account, String node, List<String> ids) {
    tell(account);
    JsonObject chats = settings.get(account);
    if (chats != null) {
      JsonObject changed = ids.isEmpty() ? new JsonObject() : chats.copy();
      ids.forEach(changed::remove);
      keep(account, changed);
    }
  }

  private void tell(Jid account) {
    if (list != null) {
      list.changed(account);
    }
  }

  private void keep(Jid account, JsonObject changed) {
    if (changed.isEmpty()) {
      settings.remove(account);
    } else {
      settings.put(account, changed);
    }
    store
        .put(account, changed.encode())
        .onFailure(cause -> LOG.warn("settings of {} are not kept: {}", account, cause));
  }
}
