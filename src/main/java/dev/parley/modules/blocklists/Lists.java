package dev.parley.modules.blocklists;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToBlocklist;
import dev.parley.core.home.DomainMessages;
import dev.parley.core.home.Home;
import dev.parley.core.module.Listed;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.BlocklistStore;
import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All lists of the server; they are kept at the home of its first domain, which also publishes the
 * own one. In other homes it does nothing.
 */
final class Lists implements DomainMessages {
  private final Listed listed;
  private final BlocklistStore store;
  private final List<Subscriber> subscribers;
  private final @Nullable Publisher publisher;

  Lists(Home home, ModuleContext context, Listed listed, List<ListAddress> addresses) {
    Jid self = Jid.of(null, context.config().domains().get(0).name(), null);
    boolean here = home.shard() == Shard.of(self);
    this.listed = listed;
    this.store = context.storage().blocklists();
    this.publisher =
        here && context.settings().getBoolean("publish")
            ? new Publisher(home.bus(), self, store)
            : null;
    this.subscribers =
        here
            ? addresses.stream()
                .map(address ->
                    new Subscriber(address, self, home, store, listed, context.router()::route))
                .toList()
            : List.of();
    if (here) {
      start(addresses);
    }
  }

  private void start(List<ListAddress> addresses) {
    store
        .load(BlocklistStore.OWN)
        .onSuccess(own ->
            listed.replace(
                BlocklistStore.OWN, own.stream().map(Entry::hash).collect(Collectors.toSet())));
    store
        .sizes()
        .onSuccess(all -> {
          addresses.forEach(address -> all.remove(address.name()));
          all.keySet().stream().filter(name -> !name.isEmpty()).forEach(store::clear);
        });
    subscribers.forEach(Subscriber::start);
    if (publisher != null) {
      publisher.start();
    }
  }

  void handle(Incoming<ToBlocklist> incoming) {
    ToBlocklist event = incoming.body();
    if (event instanceof ToBlocklist.Changed change) {
      List<String> hashes = change.added().stream().map(Entry::hash).toList();
      listed.change(BlocklistStore.OWN, hashes, change.removed());
      if (publisher != null) {
        publisher.change(change.added(), change.removed());
      }
      incoming.reply(change, true);
    } else if (event instanceof ToBlocklist.Connected connected) {
      subscribers.forEach(one -> one.connected(connected.domain()));
    }
  }

  @Override
  public boolean accept(Message message) {
    Jid from = message.from();
    Element event = message.child(Items.EVENT, "event");
    if (from == null || event == null) {
      return false;
    }
    for (Subscriber one : subscribers) {
      if (one.accept(from, event)) {
        return true;
      }
    }
    return false;
  }
}
