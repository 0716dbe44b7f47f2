package dev.parley.server.transfer;

import dev.parley.core.archive.StoredMessages;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import dev.parley.protocol.xml.XmlWriter;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes accounts as files of XEP-0227, a part at a time, so that an archive of any size takes
 * little memory and no command takes long. Whoever asks keeps the place where to go on; nothing is
 * kept here. What changes meanwhile may be in the file or not.
 */
public final class AccountExport {
  private static final String SECRET = "archive ids";
  private static final int NODES = 50;
  private static final int ITEMS = 100;
  private static final int MESSAGES = 500;

  private final Storage storage;
  private final Profile profile;

  /** Reads a database. */
  public AccountExport(Storage storage) {
    this.storage = storage;
    this.profile = new Profile(storage);
  }

  /**
   * One part of a file.
   *
   * @param next where to go on; null if this was the last one
   */
  public record Part(String xml, @Nullable String next) {}

  /**
   * The part at a place.
   *
   * @param place null to begin
   * @return empty if there is no such account; fails with {@link IllegalArgumentException} for a
   *     place that no part has named
   */
  public Future<Optional<Part>> part(Jid account, @Nullable String place) {
    if (place == null) {
      return profile
          .write(account)
          .map(found ->
              found.map(
                  xml -> new Part(xml + "<pubsub xmlns='" + Pie.PUBSUB_OWNER + "'>\n", "nodes ")));
    }
    int space = place.indexOf(' ');
    String rest = place.substring(space + 1);
    return (switch (space < 0 ? place : place.substring(0, space)) {
          case "nodes" -> nodes(account, rest);
          case "items" -> items(account, rest);
          case "archive" -> archive(account, Long.parseLong(rest));
          case "offline" -> offline(account, Long.parseLong(rest));
          default -> throw new IllegalArgumentException("no such place");
        })
        .map(Optional::of);
  }

  /** XEP-0227 §4.10.1: how the nodes after one are configured. */
  private Future<Part> nodes(Jid account, String after) {
    return storage
        .pubsub()
        .names(account, after, NODES)
        .compose(names -> {
          Future<StringBuilder> text = Future.succeededFuture(new StringBuilder());
          for (String name : names) {
            text =
                text.compose(before ->
                    storage
                        .pubsub()
                        .load(account, name)
                        .map(found -> {
                          found.ifPresent(node ->
                              ExportedNode.describe(node)
                                  .forEach(element -> append(before, element, Pie.PUBSUB_OWNER)));
                          return before;
                        }));
          }
          return text.map(all ->
              names.size() == NODES
                  ? new Part(all.toString(), "nodes " + names.get(NODES - 1))
                  : new Part(all + "</pubsub>\n<pubsub xmlns='" + Pie.PUBSUB + "'>\n", "items 0 "));
        });
  }

  /**
   * XEP-0227 §4.10.2: what is published.
   *
   * @param place position of the last item and name of its node; 0 and the node before for the
   *     first of the next
   */
  private Future<Part> items(Jid account, String place) {
    int space = place.indexOf(' ');
    long after = Long.parseLong(place.substring(0, space));
    String node = place.substring(space + 1);
    if (after > 0) {
      return items(account, node, after);
    }
    return storage
        .pubsub()
        .names(account, node, 1)
        .compose(next ->
            next.isEmpty()
                ? Future.succeededFuture(
                    new Part("</pubsub>\n<archive xmlns='" + Pie.MAM + "'>\n", "archive 0"))
                : items(account, next.get(0), 0));
  }

  private Future<Part> items(Jid account, String node, long after) {
    return storage
        .pubsubItems()
        .newer(new NodeKey(account, node), after, ITEMS)
        .map(items -> {
          StringBuilder text = new StringBuilder();
          if (after == 0) {
            text.append("<items");
            text.append(attribute("node", node)).append(">\n");
          }
          items.forEach(item -> append(text, item(item), Pie.PUBSUB));
          if (items.size() == ITEMS) {
            return new Part(
                text.toString(), "items " + items.get(ITEMS - 1).position() + " " + node);
          }
          return new Part(text.append("</items>\n").toString(), "items 0 " + node);
        });
  }

  private static String attribute(String name, String value) {
    Element element = Element.builder("", "a").attribute(name, value).build();
    String xml = XmlWriter.toXml(element, "");
    return xml.substring("<a".length(), xml.length() - "/>".length());
  }

  private static Element item(StoredItem item) {
    Element.Builder element =
        Element.builder(Pie.PUBSUB, "item")
            .attribute("id", item.id())
            .attribute("publisher", item.publisher().toString());
    if (item.payload() != null) {
      element.child(XmlReader.read(item.payload(), ""));
    }
    return element.build();
  }

  /** XEP-0227 §4.11. */
  private Future<Part> archive(Jid account, long after) {
    var filter = new ArchiveStore.Filter(after, Long.MAX_VALUE, null, List.of());
    return ids()
        .compose(ids ->
            storage
                .archive()
                .page(account, filter, false, MESSAGES)
                .map(rows -> {
                  StringBuilder text = new StringBuilder();
                  for (ArchiveStore.Row row : rows) {
                    append(text, result(ids.encode(account, row.id()), row), Pie.MAM);
                  }
                  return rows.size() == MESSAGES
                      ? new Part(text.toString(), "archive " + rows.get(MESSAGES - 1).id())
                      : new Part(text + "</archive>\n<offline-messages>\n", "offline 0");
                }));
  }

  private Future<ArchiveIds> ids() {
    return storage.secret(SECRET).map(ArchiveIds::new);
  }

  private static @Nullable Element result(String id, ArchiveStore.Row row) {
    Message message = StoredMessages.read(row.stanza());
    return message == null
        ? null
        : Element.builder(Pie.RESULT, "result")
            .attribute("id", id)
            .child(
                Element.builder(Pie.FORWARD, "forwarded")
                    .child(delay(Instant.ofEpochMilli(RowIds.millis(row.id()))))
                    .child(message.toElement())
                    .build())
            .build();
  }

  private static Element delay(Instant time) {
    return Element.builder(Pie.DELAY, "delay").attribute("stamp", time.toString()).build();
  }

  /** XEP-0227 §4.4; then nothing follows. */
  private Future<Part> offline(Jid account, long after) {
    return storage
        .offline()
        .load(account, after, MESSAGES)
        .map(rows -> {
          StringBuilder text = new StringBuilder();
          for (OfflineStore.Row row : rows) {
            Element stanza = XmlReader.read(row.stanza(), "jabber:client");
            Element delay = delay(row.received()).withAttribute("from", account.domain());
            append(text, stanza.withChild(delay), Pie.NS);
          }
          return rows.size() == MESSAGES
              ? new Part(text.toString(), "offline " + rows.get(MESSAGES - 1).id())
              : new Part(text + "</offline-messages>\n</user>\n</host>\n</server-data>\n", null);
        });
  }

  static void append(StringBuilder text, @Nullable Element element, String inherited) {
    if (element != null) {
      text.append(XmlWriter.toXml(element, inherited)).append('\n');
    }
  }
}
