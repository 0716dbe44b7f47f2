package dev.parley.modules.pubsub;

import dev.parley.core.home.RowIds;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives items to those who ask (XEP-0060 §6.5), the newest first. */
final class Reading {
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_IDS = 100;
  private static final int MAX_CHARACTERS = 1_000_000;

  private final Workshop workshop;

  Reading(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Positions before this one are of items that have expired; 0 if they do not. */
  static long expiry(Node node, InstantSource clock) {
    int seconds = node.config().number(ConfigField.ITEM_EXPIRE, 0);
    return seconds == 0 ? 0 : RowIds.first(clock.millis() - seconds * 1_000L);
  }

  Future<Element> items(Call call) {
    NodeKey key = call.node();
    List<String> ids = ids(call.verb());
    PageRequest page = PageRequest.within(call.payload());
    Integer max = number(call.verb().attribute("max_items"));
    return workshop
        .nodes()
        .with(
            key,
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              return workshop
                  .ties()
                  .access(node, call.asker())
                  .compose(access -> {
                    if (access != Access.GRANTED) {
                      throw workshop.ties().refusal(call, access);
                    }
                    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
                      throw Pubsub.unsupported("persistent-items");
                    }
                    return ids.isEmpty() ? page(call, node, page, max) : named(call, node, ids);
                  });
            });
  }

  private static List<String> ids(Element verb) {
    List<String> ids = new ArrayList<>();
    for (Element child : verb.elements()) {
      String id = child.attribute("id");
      if (child.is(Pubsub.NS, "item") && id != null) {
        ids.add(id);
      }
    }
    if (ids.size() > MAX_IDS) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "at most " + MAX_IDS + " ids");
    }
    return ids;
  }

  private static @Nullable Integer number(@Nullable String text) {
    try {
      int number = text == null ? 1 : Integer.parseInt(text);
      if (number >= 1) {
        return text == null ? null : number;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw new StanzaException(Condition.BAD_REQUEST, "max_items is not a number");
  }

  /** §6.5.8: those that there are. */
  private Future<Element> named(Call call, Node node, List<String> ids) {
    long expiry = expiry(node, workshop.clock());
    List<Future<Optional<StoredItem>>> found =
        ids.stream().map(id -> workshop.items().find(node.key(), id)).toList();
    return Future.all(found)
        .map(all -> {
          List<StoredItem> items = new ArrayList<>();
          for (Future<Optional<StoredItem>> one : found) {
            one.result().filter(item -> item.position() >= expiry).ifPresent(items::add);
          }
          if (items.isEmpty()) {
            throw Pubsub.notFound();
          }
          return call.result(elements(node, items));
        });
  }

  @SuppressWarnings("ReferenceEquality") // this one object stands for no request
  private Future<Element> page(Call call, Node node, PageRequest page, @Nullable Integer maxItems) {
    if (page.index() != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "pages have no numbers");
    }
    int kept =
        node.config().number(ConfigField.MAX_ITEMS, workshop.settings().get().itemsPerNode());
    int limit = Math.min(kept, MAX_PAGE);
    int size = page.size(maxItems == null ? limit : Math.min(limit, maxItems));
    boolean paged = page != PageRequest.FIRST;
    return found(node, page, size)
        .compose(items -> {
          List<StoredItem> fitting = fitting(items);
          boolean more = fitting.size() < items.size() || maxItems == null && items.size() == size;
          if (!paged && (!more || kept <= size && fitting.size() == items.size())) {
            return Future.succeededFuture(call.result(elements(node, fitting)));
          }
          return set(node, fitting)
              .map(set -> call.result(elements(node, fitting)).withChild(set.toElement()));
        });
  }

  private Future<List<StoredItem>> found(Node node, PageRequest page, int size) {
    long expiry = expiry(node, workshop.clock());
    String after = page.after();
    String before = page.before();
    if (size == 0) {
      return Future.succeededFuture(List.of());
    }
    if (before != null) {
      Future<Long> start = before.isEmpty() ? Future.succeededFuture(0L) : position(node, before);
      return start
          .compose(position -> workshop.items().newer(node.key(), Math.max(position, expiry), size))
          .map(Reading::reversed);
    }
    Future<Long> start =
        after == null ? Future.succeededFuture(Long.MAX_VALUE) : position(node, after);
    return start
        .compose(position -> workshop.items().older(node.key(), position, size))
        .map(items -> items.stream().filter(item -> item.position() >= expiry).toList());
  }

  private static List<StoredItem> reversed(List<StoredItem> items) {
    List<StoredItem> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }

  /** XEP-0059 §2.2: a page needs an item to begin at. */
  private Future<Long> position(Node node, String id) {
    return workshop
        .items()
        .find(node.key(), id)
        .map(found -> found.orElseThrow(Pubsub::notFound).position());
  }

  /** An answer has to fit into a stream. */
  private static List<StoredItem> fitting(List<StoredItem> items) {
    long characters = 0;
    for (int i = 0; i < items.size(); i++) {
      String payload = items.get(i).payload();
      characters += payload == null ? 0 : payload.length();
      if (characters > MAX_CHARACTERS && i > 0) {
        return items.subList(0, i);
      }
    }
    return items;
  }

  private Future<Page> set(Node node, List<StoredItem> items) {
    Future<Integer> count =
        workshop.items().count(node.key(), Math.max(0, expiry(node, workshop.clock()) - 1));
    if (items.isEmpty()) {
      return count.map(Page::empty);
    }
    StoredItem first = items.get(0);
    StoredItem last = items.get(items.size() - 1);
    return workshop
        .items()
        .count(node.key(), first.position())
        .compose(newer -> count.map(all -> new Page(first.id(), last.id(), newer, all)));
  }

  private static Element elements(Node node, List<StoredItem> items) {
    Element.Builder list = Element.builder(Pubsub.NS, "items").attribute("node", node.name());
    for (StoredItem item : items) {
      list.child(Events.item(Pubsub.NS, node, item, true));
    }
    return list.build();
  }
}
