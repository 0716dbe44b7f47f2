package dev.parley.server.transfer;

import dev.parley.core.storage.Account;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The beginning of an account's file: all of the account that is small. */
final class Profile {
  private static final String BLOCKED = "blocked";

  private final Storage storage;
  private final Stores stores;

  Profile(Storage storage) {
    this.storage = storage;
    this.stores = Stores.of(storage);
  }

  /** From the first byte on; the user's element stays open. Empty if there is no such account. */
  Future<Optional<String>> write(Jid jid) {
    return storage
        .accounts()
        .find(jid)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : write(found.get()).map(Optional::of));
  }

  private Future<String> write(Account account) {
    Jid jid = account.jid();
    StringBuilder text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n");
    text.append("<server-data xmlns='").append(Pie.NS).append("'>\n");
    open(text, "host", "jid", jid.domain());
    open(text, "user", "name", Objects.requireNonNull(jid.local()));
    if (!account.enabled()) {
      AccountExport.append(text, Element.of(Pie.OURS, "disabled"), Pie.NS);
    }
    account.keys().forEach(key -> AccountExport.append(text, credentials(key), Pie.NS));
    return storage
        .rosters()
        .load(jid)
        .compose(roster -> {
          roster(text, roster);
          return stores.privateXml().all(jid);
        })
        .compose(elements -> {
          privateXml(text, elements);
          return stores.cards().get(jid);
        })
        .compose(card -> {
          card.ifPresent(one -> AccountExport.append(text, one, Pie.NS));
          return stores.blocked().get(jid);
        })
        .compose(blocked -> {
          blocked.ifPresent(one -> blocked(text, one.lines().toList()));
          return stores.preferences().get(jid);
        })
        .map(wishes -> {
          wishes.ifPresent(one -> AccountExport.append(text, one, Pie.NS));
          return text.toString();
        });
  }

  private static void open(StringBuilder text, String name, String attribute, String value) {
    Element element = Element.builder(Pie.NS, name).attribute(attribute, value).build();
    StringBuilder whole = new StringBuilder();
    AccountExport.append(whole, element, Pie.NS);
    text.append(whole, 0, whole.lastIndexOf("/>")).append(">\n");
  }

  /** §4.2.1. */
  private static Element credentials(ScramKey key) {
    return Element.builder(Pie.SCRAM, "scram-credentials")
        .attribute("mechanism", key.mechanism())
        .child(text("iter-count", Integer.toString(key.iterations())))
        .child(text("salt", base64(key.salt())))
        .child(text("server-key", base64(key.serverKey())))
        .child(text("stored-key", base64(key.storedKey())))
        .build();
  }

  private static Element text(String name, String text) {
    return Element.builder(Pie.SCRAM, name).text(text).build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** §4.3 and §4.9. */
  private static void roster(StringBuilder text, StoredRoster roster) {
    Element.Builder query = Element.builder(Pie.ROSTER, "query");
    for (StoredRosterItem item : roster.items()) {
      if (!item.removed()) {
        query.child(item(item));
      }
    }
    AccountExport.append(text, query.build(), Pie.NS);
    for (StoredRosterItem item : roster.items()) {
      if (item.pendingIn() != null) {
        Element asked = XmlReader.read(item.pendingIn(), "jabber:client");
        AccountExport.append(text, asked.withAttribute("from", item.contact().toString()), Pie.NS);
      }
    }
  }

  private static Element item(StoredRosterItem item) {
    Element.Builder element =
        Element.builder(Pie.ROSTER, "item")
            .attribute("jid", item.contact().toString())
            .attribute("name", item.name())
            .attribute("subscription", item.subscription())
            .attribute("ask", item.ask() ? "subscribe" : null)
            .attribute("approved", item.approved() ? "true" : null);
    item.groups()
        .forEach(group -> element.child(Element.builder(Pie.ROSTER, "group").text(group).build()));
    return element.build();
  }

  /** §4.5. */
  private static void privateXml(StringBuilder text, Map<String, Element> elements) {
    if (!elements.isEmpty()) {
      Element.Builder query = Element.builder(Pie.PRIVATE, "query");
      elements.values().forEach(query::child);
      AccountExport.append(text, query.build(), Pie.NS);
    }
  }

  /** §4.7, and the same as XEP-0191 has it, for servers that know no privacy lists. */
  private static void blocked(StringBuilder text, List<String> jids) {
    Element.Builder list = Element.builder(Pie.PRIVACY, "list").attribute("name", BLOCKED);
    Element.Builder plain = Element.builder(Pie.BLOCKING, "blocklist");
    int order = 0;
    for (String jid : jids) {
      plain.child(Element.builder(Pie.BLOCKING, "item").attribute("jid", jid).build());
      list.child(
          Element.builder(Pie.PRIVACY, "item")
              .attribute("type", "jid")
              .attribute("value", jid)
              .attribute("action", "deny")
              .attribute("order", Integer.toString(++order))
              .build());
    }
    AccountExport.append(
        text,
        Element.builder(Pie.PRIVACY, "query")
            .child(Element.builder(Pie.PRIVACY, "default").attribute("name", BLOCKED).build())
            .child(list.build())
            .build(),
        Pie.NS);
    AccountExport.append(text, plain.build(), Pie.NS);
  }
}
