package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of publish-subscribe services (XEP-0060), who may do what at them, and who is
 * subscribed. A service is known by its bare JID, an account's or a domain. All fail with {@link
 * StorageException}.
 */
public interface PubsubStore {
  /** One node of one service. */
  record NodeKey(Jid service, String node) {}

  /**
   * A node.
   *
   * @param config a JSON object
   * @param created to the millisecond
   * @param affiliations by bare JID, those that are not "none"
   * @param subscriptions in no order
   */
  record StoredNode(
      String name,
      String config,
      Instant created,
      Map<Jid, String> affiliations,
      List<StoredSubscription> subscriptions) {
    /** Copies the collections. */
    public StoredNode {
      affiliations = Map.copyOf(affiliations);
      subscriptions = List.copyOf(subscriptions);
    }
  }

  /**
   * A subscription (XEP-0060 §4.2).
   *
   * @param jid as subscribed: bare or full; one of each per node
   * @param id chosen by the service
   * @param state as on the wire
   * @param options a JSON object
   */
  record StoredSubscription(Jid jid, String id, String state, String options) {}

  /** A node at which somebody has an affiliation. */
  record StoredAffiliation(String node, String affiliation) {}

  /** A subscription with the name of its node. */
  record NodeSubscription(String node, StoredSubscription subscription) {}

  /**
   * Makes a node without subscriptions.
   *
   * @param account true if the service is an account: the node goes with it, and the call fails
   *     with kind {@code NO_ACCOUNT} if there is none; in all cases with {@code CONFLICT} if there
   *     is such a node
   */
  Future<Void> create(Jid service, boolean account, StoredNode node);

  /** A node with all that belongs to it, but for its items. */
  Future<Optional<StoredNode>> load(Jid service, String node);

  /** Names of the service's nodes after {@code after}, in the order of their code points. */
  Future<List<String>> names(Jid service, String after, int limit);

  /** How many nodes the service has. */
  Future<Integer> count(Jid service);

  /** Replaces the configuration. */
  Future<Void> configure(Jid service, String node, String config);

  /** Removes a node with all that belongs to it. */
  Future<Void> delete(Jid service, String node);

  /** Sets what somebody, a bare JID, may do; "none" removes it. */
  Future<Void> affiliate(Jid service, String node, Jid jid, String affiliation);

  /** Adds a subscription or replaces that of the same JID. */
  Future<Void> subscribe(Jid service, String node, StoredSubscription subscription);

  /** Removes the subscription of exactly this JID. */
  Future<Void> unsubscribe(Jid service, String node, Jid jid);

  /** What a bare JID may do at the nodes of a service. */
  Future<List<StoredAffiliation>> affiliations(Jid service, Jid jid, int limit);

  /** What a bare JID, or any of its resources, is subscribed to at a service. */
  Future<List<NodeSubscription>> subscriptions(Jid service, Jid bare, int limit);

  /** The nodes of any service to which exactly this JID is subscribed. */
  Future<List<NodeKey>> subscribed(Jid bare, int limit);

  /** The nodes of any service at which a bare JID has an affiliation or is subscribed. */
  Future<List<NodeKey>> involved(Jid bare);

  /** Removes all affiliations and subscriptions of a bare JID and its resources, everywhere. */
  Future<Void> forget(Jid bare);
}
