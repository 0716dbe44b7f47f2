package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes items (XEP-0060 §7.2, §8.5) and nodes (§8.4). */
final class Removal {
  private static final int MAX_IDS = 100;

  private final Workshop workshop;

  Removal(Workshop workshop) {
    this.workshop = workshop;
  }

  /** §7.2 */
  Future<@Nullable Element> retract(Call call) {
    NodeKey key = call.node();
    List<String> ids = ids(call.verb());
    String notify = call.verb().attribute("notify");
    boolean asked = "1".equals(notify) || "true".equals(notify);
    return workshop
        .nodes()
        .<@Nullable Element>with(
            key,
            slot -> {
              Node node = slot.node();
              if (node == null) {
                throw call.isAccounts() && !call.isOwn() ? Pubsub.forbidden() : Pubsub.notFound();
              }
              return authorize(call, node, ids)
                  .compose(allowed -> remove(node, ids, asked))
                  .map(gone -> {
                    if (!gone) {
                      throw Pubsub.notFound();
                    }
                    return null;
                  });
            });
  }

  private static List<String> ids(Element verb) {
    List<String> ids = new ArrayList<>();
    for (Element child : verb.elements()) {
      String id = child.attribute("id");
      if (child.is(Pubsub.NS, "item") && id != null && !id.isEmpty()) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      throw Pubsub.error(Condition.BAD_REQUEST, "item-required");
    }
    if (ids.size() > MAX_IDS) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "at most " + MAX_IDS + " ids");
    }
    return ids;
  }

  private Future<Void> authorize(Call call, Node node, List<String> ids) {
    Jid asker = call.asker();
    Affiliation affiliation = node.affiliation(asker);
    boolean publisher =
        Privileges.publish(node.config().publishModel(), affiliation, node.isSubscribed(asker));
    if (affiliation != Affiliation.OWNER && !publisher) {
      throw Pubsub.forbidden();
    }
    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
      throw Pubsub.unsupported("persistent-items");
    }
    if (affiliation == Affiliation.OWNER) {
      return Future.succeededFuture();
    }
    List<Future<Optional<StoredItem>>> found =
        ids.stream().map(id -> workshop.items().find(node.key(), id)).toList();
    return Future.all(found)
        .map(all -> {
          for (Future<Optional<StoredItem>> one : found) {
            boolean others =
                one.result()
                    .filter(item ->
                        !Privileges.retract(
                            affiliation, publisher, item.publisher().bare().equals(asker.bare())))
                    .isPresent();
            if (others) {
              throw Pubsub.forbidden();
            }
          }
          return null;
        });
  }

  /** Removes what is there, and tells of it; false if nothing was. */
  Future<Boolean> remove(Node node, List<String> ids, boolean asked) {
    return workshop
        .items()
        .retract(node.key(), ids)
        .map(results -> {
          List<String> gone = new ArrayList<>();
          for (int i = 0; i < ids.size(); i++) {
            if (results.get(i)) {
              gone.add(ids.get(i));
            }
          }
          if (!gone.isEmpty()) {
            if (asked || node.config().is(ConfigField.NOTIFY_RETRACT)) {
              workshop.notifier().notify(node, Events.retracted(node, gone));
            }
            workshop.listeners().retracted(node, gone);
          }
          return !gone.isEmpty();
        });
  }

  /** §8.5 */
  Future<@Nullable Element> purge(Call call) {
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
                throw Pubsub.unsupported("persistent-items");
              }
              return workshop
                  .items()
                  .purge(node.key())
                  .map(done -> {
                    node.items(0);
                    if (node.config().is(ConfigField.NOTIFY_RETRACT)) {
                      workshop.notifier().notify(node, Events.about("purge", node).build());
                    }
                    workshop.listeners().retracted(node, List.of());
                    return null;
                  });
            });
  }

  /** §8.4 */
  Future<@Nullable Element> delete(Call call) {
    Element redirect = call.verb().child(Pubsub.OWNER, "redirect");
    String uri = redirect == null ? null : redirect.attribute("uri");
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              return workshop
                  .store()
                  .delete(node.service(), node.name())
                  .map(done -> {
                    slot.put(null);
                    if (node.config().is(ConfigField.NOTIFY_DELETE)) {
                      Element.Builder event = Events.about("delete", node);
                      if (uri != null) {
                        event.child(
                            Element.builder(Pubsub.EVENT, "redirect")
                                .attribute("uri", uri)
                                .build());
                      }
                      workshop.notifier().notify(node, event.build());
                    }
                    workshop.listeners().retracted(node, List.of());
                    return null;
                  });
            });
  }
}
