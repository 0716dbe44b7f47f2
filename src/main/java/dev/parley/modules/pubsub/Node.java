package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.protocol.jid.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live state of one node. Used by its {@link Nodes} only, in the node's turn. */
final class Node {
  private final NodeKey key;
  private final boolean account;
  private final Instant created;
  private final Map<Jid, Affiliation> affiliations = new HashMap<>();
  private final Map<Jid, Subscription> subscriptions = new LinkedHashMap<>();
  private NodeConfig config;
  private int items;

  /**
   * A node as it is stored.
   *
   * @param items how many it has
   */
  Node(NodeKey key, StoredNode stored, int items) {
    this.key = key;
    this.account = key.service().local() != null;
    this.created = stored.created();
    this.config =
        NodeConfig.fromJson(stored.config(), account ? NodeConfig.ACCOUNT : NodeConfig.SERVICE);
    this.items = items;
    stored
        .affiliations()
        .forEach(
            (jid, name) -> Affiliation.named(name).ifPresent(one -> affiliations.put(jid, one)));
    stored.subscriptions().forEach(one -> subscriptions.put(one.jid(), Subscription.of(one)));
  }

  NodeKey key() {
    return key;
  }

  Jid service() {
    return key.service();
  }

  String name() {
    return key.node();
  }

  /** True if it belongs to an account (XEP-0163). */
  boolean isAccounts() {
    return account;
  }

  Instant created() {
    return created;
  }

  NodeConfig config() {
    return config;
  }

  void config(NodeConfig changed) {
    config = changed;
  }

  /** At least as many items as it has. */
  int items() {
    return items;
  }

  void items(int atMost) {
    items = atMost;
  }

  /** What somebody may do; an account owns its nodes. */
  Affiliation affiliation(Jid jid) {
    Jid bare = jid.bare();
    return account && bare.equals(service())
        ? Affiliation.OWNER
        : affiliations.getOrDefault(bare, Affiliation.NONE);
  }

  /** What others than an account itself may do, by bare JID; not "none". */
  Map<Jid, Affiliation> affiliations() {
    return affiliations;
  }

  void affiliate(Jid bare, Affiliation affiliation) {
    if (affiliation == Affiliation.NONE) {
      affiliations.remove(bare);
    } else {
      affiliations.put(bare, affiliation);
    }
  }

  /** Who has this affiliation. */
  List<Jid> with(Affiliation affiliation) {
    List<Jid> found =
        new ArrayList<>(
            affiliations.entrySet().stream()
                .filter(entry -> entry.getValue() == affiliation)
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
    if (account && affiliation == Affiliation.OWNER) {
      found.add(0, service());
    }
    return found;
  }

  Collection<Subscription> subscriptions() {
    return subscriptions.values();
  }

  /** The subscription of exactly this JID; null if there is none. */
  @Nullable Subscription subscription(Jid jid) {
    return subscriptions.get(jid);
  }

  void subscribe(Subscription subscription) {
    subscriptions.put(subscription.jid(), subscription);
  }

  void unsubscribe(Jid jid) {
    subscriptions.remove(jid);
  }

  /** Forgets what somebody could do here. */
  void forget(Jid bare) {
    affiliations.remove(bare);
    subscriptions.keySet().removeIf(jid -> jid.bare().equals(bare));
  }

  /** True if somebody, with whatever resource, has a subscription that is not pending. */
  boolean isSubscribed(Jid jid) {
    Jid bare = jid.bare();
    if (isApproved(subscriptions.get(jid)) || isApproved(subscriptions.get(bare))) {
      return true;
    }
    for (Subscription subscription : subscriptions.values()) {
      if (!subscription.pending() && subscription.jid().bare().equals(bare)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isApproved(@Nullable Subscription subscription) {
    return subscription != null && !subscription.pending();
  }
}
