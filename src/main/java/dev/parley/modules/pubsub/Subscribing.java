package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.NodeSubscription;
import dev.parley.modules.pubsub.NodeConfig.SendLast;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Subscribes, unsubscribes, and keeps what subscribers want (XEP-0060 §6.1 to §6.4, §5.6). */
final class Subscribing {
  private static final int MAX_LISTED = 1_000;

  /** Addresses of one account at one node: resources cost nothing, but each is sent everything. */
  private static final int MOST_PER_ACCOUNT = 20;

  private final Workshop workshop;
  private final Approval approval;

  Subscribing(Workshop workshop, Approval approval) {
    this.workshop = workshop;
    this.approval = approval;
  }

  /** §6.1 */
  Future<Element> subscribe(Call call) {
    Jid subscriber = subscriber(call);
    if (!subscriber.bare().equals(call.asker().bare())) {
      throw Pubsub.error(Condition.BAD_REQUEST, "invalid-jid");
    }
    Element options = call.payload().child(Pubsub.NS, "options");
    DataForm form = options == null ? null : ConfigForms.within(options);
    return workshop
        .nodes()
        .with(
            call.node(),
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              return workshop
                  .ties()
                  .access(node, call.asker())
                  .compose(access -> subscribe(call, node, subscriber, access, form));
            });
  }

  private Future<Element> subscribe(
      Call call, Node node, Jid subscriber, Access access, @Nullable DataForm form) {
    Subscription there = node.subscription(subscriber);
    if (there != null && there.pending()) {
      throw Pubsub.error(Condition.NOT_AUTHORIZED, "pending-subscription");
    }
    boolean pending = access == Access.NOT_APPROVED;
    if (access != Access.GRANTED && !pending) {
      throw workshop.ties().refusal(call, access);
    }
    if (!node.config().is(ConfigField.SUBSCRIBE)) {
      throw Pubsub.unsupported("subscribe");
    }
    if (there == null && isTooMuch(node, subscriber.bare())) {
      throw Pubsub.error(
          StanzaError.Type.WAIT, Condition.POLICY_VIOLATION, "too-many-subscriptions");
    }
    SubscriptionOptions before = there == null ? SubscriptionOptions.DEFAULT : there.options();
    SubscriptionOptions options = form == null ? before : before.with(form);
    String id = there == null ? Creation.randomName() : there.id();
    Subscription subscription = new Subscription(subscriber, id, pending, options);
    return workshop
        .store()
        .subscribe(node.service(), node.name(), subscription.stored())
        .map(stored -> {
          node.subscribe(subscription);
          if (pending) {
            approval.ask(node, subscription);
          } else {
            approval.tellOwners(node, subscription.toElement(Pubsub.EVENT, node.name()));
            sendLast(node, subscriber);
          }
          return call.result(subscription.toElement(Pubsub.NS, node.name()));
        });
  }

  private boolean isTooMuch(Node node, Jid bare) {
    int most = workshop.settings().get().subscriptionsPerNode();
    return node.subscriptions().size() >= most
        || node.subscriptions().stream().filter(one -> one.jid().bare().equals(bare)).count()
            >= MOST_PER_ACCOUNT;
  }

  private void sendLast(Node node, Jid subscriber) {
    if (node.config().sendLast() != SendLast.NEVER && node.config().is(ConfigField.PERSIST_ITEMS)) {
      // Not what is published from now on: the subscriber is told of that as it comes.
      long now = workshop.home().rowIds().next();
      workshop
          .items()
          .older(node.key(), now, 1)
          .onSuccess(items ->
              items.stream()
                  .filter(item -> item.position() >= Reading.expiry(node, workshop.clock()))
                  .forEach(item -> workshop.notifier().last(node, item, subscriber)));
    }
  }

  private static Jid subscriber(Call call) {
    Jid jid = Call.jid(call.verb());
    if (jid == null) {
      throw Pubsub.error(Condition.BAD_REQUEST, "jid-required");
    }
    return jid;
  }

  /** §6.2 */
  Future<@Nullable Element> unsubscribe(Call call) {
    Jid subscriber = subscriber(call);
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              Subscription there = own(call, node, subscriber, StanzaError.Type.CANCEL);
              return workshop
                  .store()
                  .unsubscribe(node.service(), node.name(), subscriber)
                  .map(done -> {
                    node.unsubscribe(subscriber);
                    approval.tellOwners(node, Approval.state(node, there.jid(), "none"));
                    return null;
                  });
            });
  }

  /** The asker's subscription, or why there is none (§6.2.3, §6.3.4). */
  private Subscription own(Call call, Node node, Jid subscriber, StanzaError.Type type) {
    boolean own = subscriber.bare().equals(call.asker().bare());
    if (!own) {
      throw Pubsub.forbidden();
    }
    Subscription there = node.subscription(subscriber);
    if (there == null) {
      throw isHidden(call, node)
          ? workshop.ties().missing(call)
          : Pubsub.error(type, Condition.UNEXPECTED_REQUEST, "not-subscribed");
    }
    String id = call.verb().attribute("subid");
    if (id != null && !id.equals(there.id())) {
      throw Pubsub.error(Condition.NOT_ACCEPTABLE, "invalid-subid");
    }
    return there;
  }

  /** True if the asker is not to know whether there is such a node at an account. */
  private boolean isHidden(Call call, Node node) {
    return call.isAccounts()
        && Ties.access(
                node, call.asker(), workshop.ties().here(call.service(), call.asker().bare()))
            != Access.GRANTED;
  }

  /** §6.3.2 */
  Future<Element> options(Call call) {
    Jid subscriber = subscriber(call);
    return workshop
        .nodes()
        .with(
            call.node(),
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              Subscription there = own(call, node, subscriber, StanzaError.Type.MODIFY);
              return Future.succeededFuture(
                  call.result(
                      call.about("options", node.name())
                          .attribute("jid", subscriber.toString())
                          .attribute("subid", there.id())
                          .child(there.options().toForm().toElement())
                          .build()));
            });
  }

  /** §6.3.5; a form that is cancelled changes nothing. */
  Future<@Nullable Element> setOptions(Call call) {
    Jid subscriber = subscriber(call);
    DataForm form = ConfigForms.within(call.verb());
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = workshop.ties().existing(call, slot);
              Subscription there = own(call, node, subscriber, StanzaError.Type.MODIFY);
              if (form == null) {
                return Future.succeededFuture(null);
              }
              Subscription changed = there.with(there.options().with(form));
              return workshop
                  .store()
                  .subscribe(node.service(), node.name(), changed.stored())
                  .map(done -> {
                    node.subscribe(changed);
                    return null;
                  });
            });
  }

  /** §6.4 */
  Future<Element> defaults(Call call) {
    return Future.succeededFuture(
        call.result(
            Element.builder(Pubsub.NS, "default")
                .attribute("node", call.verb().attribute("node"))
                .child(SubscriptionOptions.DEFAULT.toForm().toElement())
                .build()));
  }

  /** §5.6: what the asker is subscribed to here. */
  Future<Element> subscriptions(Call call) {
    String node = call.verb().attribute("node");
    return workshop
        .store()
        .subscriptions(call.service(), call.asker().bare(), MAX_LISTED)
        .map(found -> {
          Element.Builder list =
              Element.builder(Pubsub.NS, "subscriptions").attribute("node", node);
          for (NodeSubscription one : found) {
            if (node == null || node.equals(one.node())) {
              list.child(Subscription.of(one.subscription()).toElement(Pubsub.NS, one.node()));
            }
          }
          return call.result(list.build());
        });
  }

  /** §5.7: what the asker may do here. */
  Future<Element> affiliations(Call call) {
    String node = call.verb().attribute("node");
    return workshop
        .store()
        .affiliations(call.service(), call.asker().bare(), MAX_LISTED)
        .map(found -> {
          Element.Builder list = Element.builder(Pubsub.NS, "affiliations").attribute("node", node);
          found.stream()
              .filter(one -> node == null || node.equals(one.node()))
              .forEach(one ->
                  list.child(
                      Element.builder(Pubsub.NS, "affiliation")
                          .attribute("node", one.node())
                          .attribute("affiliation", one.affiliation())
                          .build()));
          return call.result(list.build());
        });
  }

  /** The last item for a subscriber who has come (§12.6). */
  void arrived(NodeKey key, Jid subscriber) {
    workshop
        .nodes()
        .with(
            key,
            slot -> {
              Node node = slot.node();
              Subscription there = node == null ? null : node.subscription(subscriber);
              if (node != null
                  && there != null
                  && !there.pending()
                  && there.options().deliver()
                  && !there.options().isOver(workshop.clock().instant())
                  && node.config().sendLast() == SendLast.ON_SUB_AND_PRESENCE) {
                workshop
                    .ties()
                    .access(node, subscriber)
                    .onSuccess(access -> {
                      if (access == Access.GRANTED) {
                        sendLast(node, subscriber);
                      }
                    });
              }
              return Future.<Void>succeededFuture();
            });
  }
}
