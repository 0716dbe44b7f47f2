package dev.parley.modules.blocklists;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.storage.BlocklistStore;
import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the operator's own list at the service {@code pubsub} of a domain, for who wants it.
 */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final String CONFIG = Items.NS + "#node_config";

  private final Bus bus;
  private final Jid self;
  private final Jid service;
  private final BlocklistStore store;
  private final InstantSource clock = InstantSource.system();

  /** What is done with the node is done one after the other. */
  private Future<?> done = Future.succeededFuture();

  /**
   * @param self the domain that publishes
   */
  Publisher(Bus bus, Jid self, BlocklistStore store) {
    this.bus = bus;
    this.self = self;
    this.service = Jid.of(null, "pubsub." + self.domain(), null);
    this.store = store;
  }

  /** Makes the node if it is not there, and makes it what the store says. */
  void start() {
    then(
        create()
            .compose(made -> published(null, new HashSet<>()))
            .compose(there -> store.load(BlocklistStore.OWN).compose(own -> adjust(there, own))));
  }

  /** The list is another. */
  void change(List<Entry> added, List<String> removed) {
    Future<?> last = done;
    then(
        last.otherwiseEmpty()
            .compose(before -> {
              Future<?> all = Future.succeededFuture();
              for (String hash : removed) {
                all = all.compose(next -> retract(hash));
              }
              for (Entry entry : added) {
                all = all.compose(next -> ask(Items.publish(ListAddress.NODE, entry)));
              }
              return all;
            }));
  }

  private void then(Future<?> work) {
    done = work;
    work.onFailure(
        cause -> LOG.warn("the block list of {} is not published: {}", self, cause.getMessage()));
  }

  private Future<?> create() {
    Element create =
        Element.builder(Items.NS, "create").attribute("node", ListAddress.NODE).build();
    DataForm form =
        DataForm.result(
            CONFIG,
            List.of(
                Field.of("pubsub#title", "Block list of " + self.domain()),
                Field.of("pubsub#access_model", "open"),
                Field.of("pubsub#publish_model", "publishers"),
                Field.of("pubsub#persist_items", "1"),
                Field.of("pubsub#max_items", "max"),
                Field.of("pubsub#notify_retract", "1"),
                Field.of("pubsub#send_last_published_item", "never")));
    Element pubsub =
        Element.builder(Items.NS, "pubsub")
            .child(create)
            .child(Element.builder(Items.NS, "configure").child(submitted(form)).build())
            .build();
    return ask(pubsub)
        .recover(cause -> isThere(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
  }

  private static Element submitted(DataForm form) {
    return new DataForm(DataForm.Type.SUBMIT, null, List.of(), form.fields()).toElement();
  }

  private static boolean isThere(Throwable cause) {
    return cause instanceof StanzaException refused
        && refused.error().condition().elementName().equals("conflict");
  }

  private Future<Set<String>> published(@Nullable String after, Set<String> found) {
    Iq iq = Iq.get(service, "b", Items.wanted(ListAddress.NODE, after)).withFrom(self);
    return request(iq)
        .compose(answer -> {
          Items.Page page = Items.page(answer.payload(), clock.instant());
          boolean news = false;
          for (Entry entry : page.entries()) {
            news |= found.add(entry.hash());
          }
          return news && page.last() != null
              ? published(page.last(), found)
              : Future.succeededFuture(found);
        });
  }

  private Future<?> adjust(Set<String> there, List<Entry> own) {
    Set<String> surplus = new HashSet<>(there);
    Future<?> all = Future.succeededFuture();
    for (Entry entry : own) {
      if (!surplus.remove(entry.hash())) {
        all = all.compose(next -> ask(Items.publish(ListAddress.NODE, entry)));
      }
    }
    for (String hash : surplus) {
      all = all.compose(next -> retract(hash));
    }
    return all;
  }

  private Future<?> retract(String hash) {
    return ask(Items.retract(ListAddress.NODE, hash))
        .recover(cause ->
            cause instanceof StanzaException
                ? Future.succeededFuture()
                : Future.failedFuture(cause));
  }

  private Future<Iq> ask(Element payload) {
    return request(Iq.set(service, "b", payload).withFrom(self));
  }

  private Future<Iq> request(Iq iq) {
    return bus.request(Addresses.pubsub(Shard.of(service)), new ToPubsub.Ask(iq));
  }
}
