package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.StoredSubscription;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to a node (XEP-0060 §4.2).
 *
 * @param jid as subscribed: bare or full
 * @param id chosen by the service
 * @param pending true while it waits for an owner's approval
 */
record Subscription(Jid jid, String id, boolean pending, SubscriptionOptions options) {
  static Subscription of(StoredSubscription stored) {
    return new Subscription(
        stored.jid(),
        stored.id(),
        stored.state().equals("pending"),
        SubscriptionOptions.fromJson(stored.options()));
  }

  StoredSubscription stored() {
    return new StoredSubscription(jid, id, state(), options.toJson());
  }

  String state() {
    return pending ? "pending" : "subscribed";
  }

  Subscription approved() {
    return new Subscription(jid, id, false, options);
  }

  Subscription with(SubscriptionOptions changed) {
    return new Subscription(jid, id, pending, changed);
  }

  /**
   * {@code <subscription/>}.
   *
   * @param node null to leave it out
   */
  Element toElement(String namespace, @Nullable String node) {
    return Element.builder(namespace, "subscription")
        .attribute("node", node)
        .attribute("jid", jid.toString())
        .attribute("subid", id)
        .attribute("subscription", state())
        .build();
  }
}
