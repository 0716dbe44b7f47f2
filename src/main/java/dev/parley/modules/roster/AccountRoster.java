package dev.parley.modules.roster;

import dev.parley.core.bus.Shard;
import dev.parley.core.home.Session;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The live roster of one account: what is committed, and who is interested in it. */
final class AccountRoster {
  /**
   * A session that has asked for the roster, and so gets its changes (RFC 6121 §2.2).
   *
   * @param versioned true if it asked with a version
   */
  record Interested(Session session, boolean versioned) {}

  private static final Comparator<Jid> BY_HOME =
      Comparator.comparing(Jid::domain).thenComparingInt(Shard::of).thenComparing(jid -> jid);

  private final Map<Jid, RosterItem> items = new HashMap<>();
  private final List<Interested> interested = new ArrayList<>(1);
  private long version;
  private long pruned;
  private int listed;
  private int requests;
  private int removals;
  private @Nullable List<Jid> subscribers;
  private @Nullable List<Jid> subscriptions;

  AccountRoster(StoredRoster stored) {
    version = stored.version();
    pruned = stored.pruned();
    for (StoredRosterItem row : stored.items()) {
      keep(RosterItem.of(row));
    }
  }

  /** What is known of a contact, maybe nothing. */
  RosterItem item(Jid contact) {
    RosterItem item = items.get(contact);
    return item == null ? RosterItem.unknown(contact) : item;
  }

  /** The state of a contact's subscriptions. */
  SubscriptionState state(Jid contact) {
    RosterItem item = items.get(contact);
    return item == null ? SubscriptionState.NONE : item.state();
  }

  /** Takes over a change that is committed. */
  void apply(RosterItem item) {
    RosterItem before = items.remove(item.contact());
    if (before != null) {
      count(before, -1);
    }
    version = Math.max(version, item.version());
    keep(item);
    if (before == null || before.state() != item.state()) {
      subscribers = null;
      subscriptions = null;
    }
  }

  private void keep(RosterItem item) {
    if (!item.isGone() || item.version() > pruned) {
      items.put(item.contact(), item);
      count(item, 1);
    }
  }

  private void count(RosterItem item, int more) {
    listed += item.listed() ? more : 0;
    requests += item.request() != null ? more : 0;
    removals += item.isGone() ? more : 0;
  }

  /** Forgets removals up to a version. */
  void prune(long upTo) {
    pruned = Math.max(pruned, upTo);
    items.values().removeIf(item -> item.isGone() && item.version() <= upTo);
    removals = 0;
    for (RosterItem item : items.values()) {
      removals += item.isGone() ? 1 : 0;
    }
  }

  /** The version of the last change; 0 if there was none. */
  long version() {
    return version;
  }

  /** Removals up to this version are forgotten. */
  long pruned() {
    return pruned;
  }

  /** How many contacts clients see. */
  int listed() {
    return listed;
  }

  /** How many requests wait for an answer. */
  int requests() {
    return requests;
  }

  /** How many removals are remembered. */
  int removals() {
    return removals;
  }

  /** All that is known: contacts, requests, removals. */
  Collection<RosterItem> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** The contacts that clients see, by JID. */
  List<RosterItem> contacts() {
    List<RosterItem> contacts = new ArrayList<>(listed);
    for (RosterItem item : items.values()) {
      if (item.listed()) {
        contacts.add(item);
      }
    }
    contacts.sort(Comparator.comparing(RosterItem::contact));
    return contacts;
  }

  /** See {@link Roster#subscribers}. Made when first asked for, and again after a change. */
  List<Jid> subscribers() {
    List<Jid> known = subscribers;
    if (known == null) {
      known = select(SubscriptionState::from);
      subscribers = known;
    }
    return known;
  }

  /** See {@link Roster#subscriptions}. Made when first asked for, and again after a change. */
  List<Jid> subscriptions() {
    List<Jid> known = subscriptions;
    if (known == null) {
      known = select(SubscriptionState::to);
      subscriptions = known;
    }
    return known;
  }

  private List<Jid> select(Predicate<SubscriptionState> condition) {
    List<Jid> selected = new ArrayList<>();
    for (RosterItem item : items.values()) {
      if (condition.test(item.state())) {
        selected.add(item.contact());
      }
    }
    Jid[] sorted = selected.toArray(Jid[]::new);
    Arrays.sort(sorted, BY_HOME);
    return Collections.unmodifiableList(Arrays.asList(sorted));
  }

  /** The sessions that get roster pushes. */
  List<Interested> interested() {
    return interested;
  }

  /** From now on the session gets roster pushes. */
  void interest(Session session, boolean versioned) {
    lose(session);
    interested.add(new Interested(session, versioned));
  }

  /** The session has ended. */
  void lose(Session session) {
    interested.removeIf(one -> one.session() == session);
  }
}
