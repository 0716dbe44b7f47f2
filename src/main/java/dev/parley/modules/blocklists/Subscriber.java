package dev.parley.modules.blocklists;

import dev.parley.core.home.Home;
import dev.parley.core.module.Listed;
import dev.parley.core.storage.BlocklistHash;
import dev.parley.core.storage.BlocklistStore;
import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one list as another server publishes it. What was known last is loaded from the store, so
 * that nobody comes in while the list cannot be read; then the list is subscribed to and read, and
 * read again whenever there may be something that we have not heard of.
 */
final class Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int MOST_ENTRIES = 100_000;
  private static final int ENTRIES_A_WRITE = 500;

  /** At the start, others cannot be reached yet. */
  private static final int WORTH_A_WARNING = 3;

  private final ListAddress address;
  private final Jid self;
  private final Home home;
  private final BlocklistStore store;
  private final Listed listed;
  private final Consumer<Iq> way;
  private final Timetable timetable;
  private final InstantSource clock = InstantSource.system();

  /** What events have said while the list was being read: an entry, or null for one taken back. */
  private @Nullable Map<String, @Nullable Entry> meanwhile;

  private int failures;

  /**
   * @param self the domain that subscribes, of this home
   * @param way where requests are routed
   */
  Subscriber(
      ListAddress address,
      Jid self,
      Home home,
      BlocklistStore store,
      Listed listed,
      Consumer<Iq> way) {
    this.address = address;
    this.self = self;
    this.home = home;
    this.store = store;
    this.listed = listed;
    this.way = way;
    this.timetable = new Timetable(home.bus().vertx(), this::check, this::read);
  }

  /** Loads what was known last, and begins. */
  void start() {
    store
        .load(address.name())
        .onSuccess(known -> listed.replace(address.name(), Set.copyOf(hashes(known))))
        .onFailure(cause ->
            LOG.warn("block list {} is not loaded: {}", address.name(), cause.getMessage()))
        .onComplete(loaded -> timetable.start());
  }

  /** There is a new connection with that domain: who was told of us before may have forgotten. */
  void connected(String domain) {
    if (domain.equals(address.service().domain())) {
      timetable.connected();
    }
  }

  /** Subscribes once more, which does no harm (XEP-0060 §6.1.6), and opens a lost connection. */
  private Future<?> check() {
    return ask(true, Items.subscribe(address.node(), self.toString()));
  }

  private Future<?> read() {
    meanwhile = new HashMap<>();
    return check()
        .recover(refused -> Future.succeededFuture())
        .compose(subscribed -> pages(null, new HashMap<>()))
        .compose(this::settle)
        .onSuccess(read -> {
          if (failures > WORTH_A_WARNING) {
            LOG.info("block list {} can be read again", address.name());
          }
          failures = 0;
        })
        .onFailure(cause -> {
          meanwhile = null;
          if (failures++ == WORTH_A_WARNING) {
            LOG.warn(
                "block list {} cannot be read, what is known of it holds: {}",
                address.name(),
                reason(cause));
          }
        });
  }

  private static String reason(Throwable cause) {
    return cause instanceof StanzaException refused
        ? refused.error().condition().elementName()
        : String.valueOf(cause.getMessage());
  }

  private Future<Map<String, Entry>> pages(@Nullable String after, Map<String, Entry> found) {
    return ask(false, Items.wanted(address.node(), after))
        .compose(answer -> {
          Items.Page page = Items.page(answer.payload(), clock.instant());
          int before = found.size();
          page.entries().forEach(entry -> found.putIfAbsent(entry.hash(), entry));
          if (found.size() > MOST_ENTRIES) {
            return Future.failedFuture(
                new IllegalArgumentException("it has more than " + MOST_ENTRIES + " entries"));
          }
          boolean more = page.last() != null && found.size() > before;
          return more ? pages(page.last(), found) : Future.succeededFuture(found);
        });
  }

  private Future<Iq> ask(boolean set, Element payload) {
    Iq iq = set ? Iq.set(address.service(), "b", payload) : Iq.get(address.service(), "b", payload);
    return home.questions()
        .ask(address.service(), iq.withFrom(self), way)
        .compose(answer -> {
          if (!answer.isError()) {
            return Future.succeededFuture(answer);
          }
          Element error = answer.child("jabber:client", "error");
          return Future.failedFuture(
              new StanzaException(
                  error == null
                      ? StanzaError.of(StanzaError.Condition.UNDEFINED_CONDITION)
                      : StanzaError.parse(error)));
        });
  }

  /** The list is this, but for what was said while it was read. */
  private Future<?> settle(Map<String, Entry> found) {
    Map<String, @Nullable Entry> news = meanwhile;
    meanwhile = null;
    if (news != null) {
      news.forEach((hash, entry) -> {
        if (entry == null) {
          found.remove(hash);
        } else {
          found.put(hash, entry);
        }
      });
    }
    Set<String> known = listed.of(address.name());
    Set<String> gone = new HashSet<>(known);
    gone.removeAll(found.keySet());
    List<Entry> added = new ArrayList<>(found.values());
    added.removeIf(entry -> known.contains(entry.hash()));
    if (!gone.isEmpty() || !added.isEmpty()) {
      LOG.info(
          "block list {}: {} entries, {} more and {} fewer than before",
          address.name(),
          found.size(),
          added.size(),
          gone.size());
    }
    listed.replace(address.name(), Set.copyOf(found.keySet()));
    return keep(added, List.copyOf(gone));
  }

  private Future<?> keep(List<Entry> added, List<String> removed) {
    Future<?> kept = Future.succeededFuture();
    for (int from = 0; from < removed.size(); from += ENTRIES_A_WRITE) {
      List<String> some = removed.subList(from, Math.min(from + ENTRIES_A_WRITE, removed.size()));
      kept = kept.compose(before -> store.change(address.name(), List.of(), some));
    }
    for (int from = 0; from < added.size(); from += ENTRIES_A_WRITE) {
      List<Entry> some = added.subList(from, Math.min(from + ENTRIES_A_WRITE, added.size()));
      kept = kept.compose(before -> store.change(address.name(), some, List.of()));
    }
    return kept;
  }

  /** Takes an event; false if it is not of this list. */
  boolean accept(Jid from, Element event) {
    if (!from.equals(address.service())) {
      return false;
    }
    for (Element what : event.elements()) {
      if (address.node().equals(what.attribute("node"))) {
        change(what);
        return true;
      }
    }
    return false;
  }

  private void change(Element what) {
    switch (what.name()) {
      case "items" -> change(Items.entries(what, clock.instant()), Items.retracted(what));
      case "purge", "delete" -> change(List.of(), List.copyOf(listed.of(address.name())));
      default -> {
        // Changes of configuration and subscriptions say nothing about the list.
      }
    }
  }

  private void change(List<Entry> added, List<String> removed) {
    if (listed.of(address.name()).size() + added.size() > MOST_ENTRIES) {
      return;
    }
    Map<String, @Nullable Entry> news = meanwhile;
    if (news != null) {
      removed.forEach(hash -> news.put(hash, null));
      added.forEach(entry -> news.put(entry.hash(), entry));
    }
    List<String> gone = removed.stream().filter(BlocklistHash::isHash).toList();
    listed.change(address.name(), hashes(added), gone);
    keep(added, gone)
        .onFailure(cause ->
            LOG.warn("block list {} is not stored: {}", address.name(), cause.getMessage()));
  }

  private static List<String> hashes(List<Entry> entries) {
    return entries.stream().map(Entry::hash).toList();
  }
}
