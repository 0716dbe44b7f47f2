package dev.parley.modules.pubsub;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.bus.ToPubsub.Tied;
import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells subscribers what has happened at the nodes of one home: those who have subscribed (XEP-0060
 * §7.1.2), and the contacts and sessions of an account that are interested (XEP-0163 §4).
 *
 * <p>The children of a message are serialized once for all who get it. Many subscribers are told in
 * slices, between which the home does other things; events keep their order.
 */
final class Notifier {
  private static final int SLICE = 500;

  private final Home home;
  private final Router router;
  private final Interests interests;
  private final Visitors visitors;
  private final InstantSource clock;
  private final ArrayDeque<Slice> waiting = new ArrayDeque<>();

  Notifier(Home home, Router router, Interests interests, Visitors visitors, InstantSource clock) {
    this.home = home;
    this.router = router;
    this.interests = interests;
    this.visitors = visitors;
    this.clock = clock;
  }

  /** Some of the subscribers that a message is for. */
  private record Slice(Message message, boolean presenceBased, List<Subscription> subscribers) {}

  /** An id that no other message has. */
  String nextId() {
    return "ps-" + Long.toString(home.rowIds().next(), 36);
  }

  /** Tells of an item. */
  void published(Node node, StoredItem item) {
    boolean payload = node.config().is(ConfigField.DELIVER_PAYLOADS);
    notify(node, Events.items(node, List.of(Events.item(Pubsub.EVENT, node, item, payload))));
  }

  /** Tells all who may know of an event, if the node tells of events at all. */
  void notify(Node node, Element event) {
    if (node.config().is(ConfigField.DELIVER_NOTIFICATIONS)) {
      Message message = Events.message(node, nextId(), event);
      Set<Jid> told = tellSubscribers(node, message);
      if (node.isAccounts()) {
        tellContacts(node, message, told);
      }
    }
  }

  /** Sends the last item to somebody who may have it. */
  void last(Node node, StoredItem item, Jid to) {
    boolean payload = node.config().is(ConfigField.DELIVER_PAYLOADS);
    router.route(Events.lastItem(node, nextId(), item, payload).withTo(to));
  }

  /** Tells somebody of something that only concerns them. */
  void tell(Node node, Element event, Jid to) {
    router.route(Events.message(node, nextId(), event).withTo(to));
  }

  private Set<Jid> tellSubscribers(Node node, Message message) {
    if (node.subscriptions().isEmpty()) {
      return Set.of();
    }
    Instant now = clock.instant();
    Set<Jid> told = new HashSet<>();
    List<Subscription> subscribers = new ArrayList<>();
    for (Subscription subscription : node.subscriptions()) {
      SubscriptionOptions options = subscription.options();
      if (!subscription.pending() && !options.isOver(now) && mayRead(node, subscription.jid())) {
        told.add(subscription.jid().bare());
        if (options.deliver()) {
          subscribers.add(subscription);
        }
      }
    }
    boolean presenceBased = node.config().is(ConfigField.PRESENCE_BASED_DELIVERY);
    for (int i = 0; i < subscribers.size(); i += SLICE) {
      List<Subscription> part = subscribers.subList(i, Math.min(i + SLICE, subscribers.size()));
      waiting.add(new Slice(message, presenceBased, part));
    }
    if (waiting.size() == 1) {
      send(waiting.remove());
    } else if (!waiting.isEmpty()) {
      home.context().runOnContext(next -> sendNext());
    }
    return told;
  }

  private void sendNext() {
    Slice next = waiting.poll();
    if (next != null) {
      send(next);
      if (!waiting.isEmpty()) {
        home.context().runOnContext(later -> sendNext());
      }
    }
  }

  private void send(Slice slice) {
    for (Subscription subscription : slice.subscribers()) {
      Jid to = subscription.jid();
      Message message = slice.message().withTo(to);
      boolean conditional = slice.presenceBased() || !subscription.options().shows().isEmpty();
      if (conditional && router.domains().isLocal(to.domain())) {
        home.bus()
            .send(
                Addresses.pubsub(Shard.of(to)),
                new ToPubsub.WhileAvailable(message, subscription.options().shows()));
      } else {
        router.route(message);
      }
    }
  }

  /** At a service, who could subscribe as somebody's contact stays subscribed. */
  private boolean mayRead(Node node, Jid subscriber) {
    Affiliation affiliation = node.affiliation(subscriber);
    if (Privileges.dependsOnTies(node.config().accessModel(), affiliation)) {
      return !node.isAccounts() || mayRead(node, subscriber, node.service());
    }
    return Ties.access(node, subscriber, Tied.NOT) == Access.GRANTED;
  }

  private boolean mayRead(Node node, Jid contact, Jid account) {
    Roster roster = home.neighbour(Roster.class);
    if (home.screen().blocks(account, contact)) {
      return false;
    }
    Tied tied =
        roster == null
            ? Tied.NOT
            : new Tied(
                roster.sharesPresenceWith(account, contact),
                Set.copyOf(roster.groups(account, contact)));
    return Ties.access(node, contact, tied) == Access.GRANTED;
  }

  /** The account's own sessions, and its contacts as far as they may read (XEP-0163 §4.3). */
  private void tellContacts(Node node, Message message, Set<Jid> told) {
    Jid account = node.service();
    String feature = node.name() + Interests.NOTIFY;
    if (!told.contains(account)) {
      interests.deliver(message, feature, account);
    }
    Roster roster = home.neighbour(Roster.class);
    if (roster == null || node.config().accessModel() == AccessModel.AUTHORIZE) {
      return;
    }
    tellVisitors(node, message, told, roster);
    List<Jid> contacts = roster.subscribers(account);
    boolean all = isForAllContacts(node) && told.isEmpty() && !home.screen().isActive(account);
    if (!all) {
      contacts =
          contacts.stream()
              .filter(contact -> !told.contains(contact) && mayRead(node, contact, account))
              .toList();
    }
    tell(message, feature, contacts);
  }

  /** Contacts on other servers, whose clients this home knows itself (XEP-0163 §4.3.1). */
  private void tellVisitors(Node node, Message message, Set<Jid> told, Roster roster) {
    Jid account = node.service();
    for (Jid client : visitors.interested(account, node.name())) {
      Jid contact = client.bare();
      if (!told.contains(contact)
          && roster.state(account, contact).from()
          && !home.screen().blocks(account, client)
          && mayRead(node, contact, account)) {
        router.route(message.withTo(client));
      }
    }
  }

  private static boolean isForAllContacts(Node node) {
    AccessModel model = node.config().accessModel();
    return (model == AccessModel.OPEN || model == AccessModel.PRESENCE)
        && node.affiliations().isEmpty();
  }

  /** One body for all contacts of one shard: they stand together. */
  private void tell(Message message, String feature, List<Jid> contacts) {
    int begin = 0;
    while (begin < contacts.size()) {
      int shard = Shard.of(contacts.get(begin));
      int end = begin + 1;
      while (end < contacts.size() && Shard.of(contacts.get(end)) == shard) {
        end++;
      }
      home.bus()
          .send(
              Addresses.pubsub(shard),
              new ToPubsub.Event(message, feature, contacts.subList(begin, end)));
      begin = end;
    }
  }
}
