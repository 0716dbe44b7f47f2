package dev.parley.modules.pubsub;

import dev.parley.core.module.DiscoInfo;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.modules.pubsub.Nodes.Slot;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What there is to discover at a service (XEP-0060 §5.2 to §5.5). Nodes that the asker may not read
 * are not there; nodes where approval can be asked for are.
 */
final class Discovery {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";
  private static final int PAGE = 100;

  private final Workshop workshop;

  Discovery(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Does something with a node that the asker may know of; else fails. */
  private <T> Future<T> visible(Call call, String name, Function<Node, Future<T>> task) {
    return workshop
        .nodes()
        .with(
            call.node(name),
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              return workshop
                  .ties()
                  .access(node, call.asker())
                  .compose(access -> {
                    if (access == Access.CLOSED
                        || access == Access.FORBIDDEN && !call.isAccounts()) {
                      throw Pubsub.notFound();
                    }
                    if (access != Access.GRANTED && access != Access.NOT_APPROVED) {
                      throw workshop.ties().refusal(call, access);
                    }
                    return task.apply(node);
                  });
            });
  }

  /** §5.3, §5.4: {@code <query/>} of a node, without its {@code node}. */
  Future<Element> info(Call call, String name) {
    return visible(call, name, node -> Future.succeededFuture(info(node)));
  }

  private static Element info(Node node) {
    Element.Builder query =
        Element.builder(INFO, "query")
            .attribute("node", node.name())
            .child(
                Element.builder(INFO, "identity")
                    .attribute("category", "pubsub")
                    .attribute("type", "leaf")
                    .build());
    for (String feature : List.of(INFO, ITEMS, Pubsub.NS)) {
      query.child(Element.builder(INFO, "feature").attribute("var", feature).build());
    }
    return query.child(metaData(node).toElement()).build();
  }

  /** §5.4, §16.4.3 */
  private static DataForm metaData(Node node) {
    NodeConfig config = node.config();
    List<DataForm.Field> fields = new ArrayList<>();
    for (ConfigField field :
        List.of(
            ConfigField.TITLE,
            ConfigField.DESCRIPTION,
            ConfigField.TYPE,
            ConfigField.LANGUAGE,
            ConfigField.CONTACT,
            ConfigField.ACCESS_MODEL,
            ConfigField.PUBLISH_MODEL,
            ConfigField.MAX_ITEMS)) {
      add(fields, field.wireName(), config.values(field));
    }
    Instant created = node.created();
    add(fields, "pubsub#creation_date", List.of(DateTimeFormatter.ISO_INSTANT.format(created)));
    add(fields, "pubsub#owner", texts(node.with(Affiliation.OWNER)));
    add(fields, "pubsub#publisher", texts(node.with(Affiliation.PUBLISHER)));
    long subscribers = node.subscriptions().stream().filter(one -> !one.pending()).count();
    add(fields, "pubsub#num_subscribers", List.of(Long.toString(subscribers)));
    return DataForm.result(Pubsub.META_DATA_FORM, fields);
  }

  private static void add(List<DataForm.Field> fields, String name, List<String> values) {
    if (!values.isEmpty()) {
      fields.add(new DataForm.Field(name, null, null, false, values, List.of()));
    }
  }

  private static List<String> texts(List<Jid> jids) {
    return jids.stream().map(Jid::toString).toList();
  }

  /** §5.5: the items of a node, as far as a page goes. */
  Future<List<Element>> items(Call call, String name) {
    return visible(
        call,
        name,
        node -> {
          if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
            return Future.succeededFuture(List.of());
          }
          return workshop
              .ties()
              .access(node, call.asker())
              .compose(access ->
                  access == Access.GRANTED
                      ? workshop.items().older(node.key(), Long.MAX_VALUE, PAGE)
                      : Future.succeededFuture(List.<StoredItem>of()))
              .map(items ->
                  items.stream()
                      .filter(item -> item.position() >= Reading.expiry(node, workshop.clock()))
                      .map(item -> item(call.service(), Map.of("name", item.id())))
                      .toList());
        });
  }

  /** §5.2: a page of the nodes, in the order of their names, and what is said of it. */
  Future<List<Element>> nodes(Call call) {
    PageRequest page = PageRequest.within(call.payload());
    @SuppressWarnings("ReferenceEquality") // the one that stands for no request
    boolean paged = page != PageRequest.FIRST;
    int size = page.size(PAGE);
    String after = page.after();
    if (page.isBackwards() || page.index() != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "nodes are paged forwards");
    }
    return workshop
        .store()
        .names(call.service(), after == null ? "" : after, size + 1)
        .compose(names -> {
          List<String> shown = names.size() > size ? names.subList(0, size) : names;
          List<Future<List<Element>>> found =
              shown.stream().map(name -> shown(call, name)).toList();
          return Future.all(found)
              .map(all -> {
                List<Element> elements = new ArrayList<>();
                found.forEach(one -> elements.addAll(one.result()));
                if (paged || names.size() > size) {
                  elements.add(set(shown).toElement());
                }
                return elements;
              });
        });
  }

  private static Page set(List<String> names) {
    return names.isEmpty()
        ? Page.empty(null)
        : new Page(names.get(0), names.get(names.size() - 1), null, null);
  }

  private Future<List<Element>> shown(Call call, String name) {
    return workshop.nodes().with(call.node(name), slot -> shown(call, slot));
  }

  private Future<List<Element>> shown(Call call, Slot slot) {
    Node node = slot.node();
    if (node == null) {
      return Future.succeededFuture(List.of());
    }
    return workshop
        .ties()
        .access(node, call.asker())
        .map(access -> {
          boolean visible = access == Access.GRANTED || access == Access.NOT_APPROVED;
          String title = node.config().text(ConfigField.TITLE);
          Map<String, String> attributes =
              title.isEmpty()
                  ? Map.of("node", node.name())
                  : Map.of("node", node.name(), "name", title);
          return visible ? List.of(item(call.service(), attributes)) : List.of();
        });
  }

  private static Element item(Jid service, Map<String, String> attributes) {
    Element.Builder item = Element.builder(ITEMS, "item").attribute("jid", service.toString());
    attributes.forEach(item::attribute);
    return item.build();
  }

  /** What a service can do (§10). */
  static List<String> features(boolean account) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "auto-create",
                "config-node",
                "config-node-max",
                "create-and-configure",
                "create-nodes",
                "delete-items",
                "delete-nodes",
                "instant-nodes",
                "item-ids",
                "last-published",
                "leased-subscription",
                "manage-subscriptions",
                "member-affiliation",
                "meta-data",
                "modify-affiliations",
                "multi-items",
                "outcast-affiliation",
                "persistent-items",
                "presence-notifications",
                "publish",
                "publish-node-full",
                "publish-only-affiliation",
                "publish-options",
                "publisher-affiliation",
                "purge-nodes",
                "retract-items",
                "retrieve-affiliations",
                "retrieve-default",
                "retrieve-default-sub",
                "retrieve-items",
                "retrieve-subscriptions",
                "rsm",
                "subscribe",
                "subscription-notifications",
                "subscription-options"));
    if (account) {
      names.addAll(
          List.of(
              "access-presence", "auto-subscribe", "filtered-notifications", "presence-subscribe"));
    } else {
      names.add("access-open");
    }
    return names.stream().map(name -> Pubsub.NS + '#' + name).toList();
  }

  /** What nodes are. */
  static DiscoInfo.Identity identity(boolean account) {
    return account
        ? new DiscoInfo.Identity("pubsub", "pep", "")
        : new DiscoInfo.Identity("pubsub", "service", "Publishing");
  }
}
