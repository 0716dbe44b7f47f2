package dev.parley.modules.pubsub;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.Pep;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes of one home: those of its accounts, and of a service whose domain is of its shard. */
final class PubsubService implements AccountState, Pep {
  private final Workshop workshop;
  private final Interests interests;
  private final Visitors visitors;
  private final Publishing publishing;
  private final Reading reading;
  private final Removal removal;
  private final Creation creation;
  private final Owning owning;
  private final Approval approval;
  private final Subscribing subscribing;
  private final Membership membership;
  private final LastItems lastItems;
  private final Discovery discovery;

  PubsubService(Workshop workshop, Interests interests, Visitors visitors, Rate rate) {
    this.workshop = workshop;
    this.interests = interests;
    this.visitors = visitors;
    this.creation = new Creation(workshop);
    this.publishing = new Publishing(workshop, creation, rate);
    this.reading = new Reading(workshop);
    this.removal = new Removal(workshop);
    this.owning = new Owning(workshop);
    this.approval = new Approval(workshop);
    this.subscribing = new Subscribing(workshop, approval);
    this.membership = new Membership(workshop, approval);
    this.lastItems = new LastItems(workshop);
    this.discovery = new Discovery(workshop);
  }

  Interests interests() {
    return interests;
  }

  Visitors visitors() {
    return visitors;
  }

  void handle(Incoming<ToPubsub> incoming) {
    ToPubsub event = incoming.body();
    if (event instanceof ToPubsub.Event news) {
      interests.deliver(news);
    } else if (event instanceof ToPubsub.WhileAvailable news) {
      interests.deliver(news);
    } else if (event instanceof ToPubsub.Interest interest) {
      lastItems.send(interest);
    } else if (event instanceof ToPubsub.Arrival arrival) {
      subscribing.arrived(new NodeKey(arrival.service(), arrival.node()), arrival.subscriber());
    } else if (event instanceof ToPubsub.Ask ask) {
      answer(ask.iq()).onSuccess(result -> incoming.reply(ask, result)).onFailure(incoming::fail);
    } else if (event instanceof ToPubsub.Ties ties) {
      workshop.ties().answer(incoming, ties);
    } else if (event instanceof ToPubsub.Forget forget) {
      forget(forget);
    }
  }

  /** Answers a request to an account of this home, or to a service of this shard. */
  Future<Iq> answer(Iq iq) {
    try {
      Element payload = iq.payload();
      if (payload != null && payload.is(Discovery.INFO, "query")) {
        return info(iq, payload);
      }
      if (payload != null && payload.is(Discovery.ITEMS, "query")) {
        return items(iq, payload);
      }
      Call call = Call.of(iq);
      if (call == null) {
        throw new StanzaException(Condition.BAD_REQUEST);
      }
      return dispatch(iq.type(), call)
          .map(result -> result == null ? iq.result() : iq.result(result));
    } catch (StanzaException refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<? extends @Nullable Element> dispatch(Iq.Type type, Call call) {
    String verb = call.verb().name();
    boolean set = type == Iq.Type.SET;
    if (call.payload().namespace().equals(Pubsub.OWNER)) {
      return set ? ownerSet(verb, call) : ownerGet(verb, call);
    }
    return set ? set(verb, call) : get(verb, call);
  }

  private Future<? extends @Nullable Element> get(String verb, Call call) {
    return switch (verb) {
      case "items" -> reading.items(call);
      case "subscriptions" -> subscribing.subscriptions(call);
      case "affiliations" -> subscribing.affiliations(call);
      case "options" -> subscribing.options(call);
      case "default" -> subscribing.defaults(call);
      default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    };
  }

  private Future<? extends @Nullable Element> set(String verb, Call call) {
    return switch (verb) {
      case "publish" -> publishing.publish(call);
      case "retract" -> removal.retract(call);
      case "create" -> creation.create(call);
      case "subscribe" -> subscribing.subscribe(call);
      case "unsubscribe" -> subscribing.unsubscribe(call);
      case "options" -> subscribing.setOptions(call);
      default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    };
  }

  private Future<? extends @Nullable Element> ownerGet(String verb, Call call) {
    return switch (verb) {
      case "configure" -> owning.configuration(call);
      case "default" -> owning.defaults(call);
      case "subscriptions" -> membership.subscriptions(call);
      case "affiliations" -> membership.affiliations(call);
      default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    };
  }

  private Future<? extends @Nullable Element> ownerSet(String verb, Call call) {
    return switch (verb) {
      case "configure" -> owning.configure(call);
      case "delete" -> removal.delete(call);
      case "purge" -> removal.purge(call);
      case "subscriptions" -> membership.setSubscriptions(call);
      case "affiliations" -> membership.setAffiliations(call);
      default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    };
  }

  private static Call discoCall(Iq iq, Element payload) {
    Jid to = iq.to();
    Jid from = iq.from();
    if (to == null || from == null) {
      throw new IllegalStateException("an IQ without address was handled");
    }
    return new Call(to.bare(), from, payload, payload);
  }

  private Future<Iq> info(Iq iq, Element payload) {
    String node = payload.attribute("node");
    if (node == null) {
      throw new IllegalStateException("the service itself is known elsewhere");
    }
    return discovery.info(discoCall(iq, payload), node).map(iq::result);
  }

  private Future<Iq> items(Iq iq, Element payload) {
    Call call = discoCall(iq, payload);
    String node = payload.attribute("node");
    Future<List<Element>> found =
        node == null ? discovery.nodes(call) : discovery.items(call, node);
    return found.map(elements ->
        iq.result(
            Element.builder(Discovery.ITEMS, "query")
                .attribute("node", node)
                .children(elements)
                .build()));
  }

  /** Takes a message to a service; false if it means nothing here. */
  boolean accept(Message message) {
    return approval.accept(message);
  }

  @Override
  public Future<?> load(Jid account) {
    return Future.succeededFuture();
  }

  @Override
  public void drop(Jid account) {
    workshop.nodes().drop(account);
    visitors.drop(account);
  }

  private void forget(ToPubsub.Forget forget) {
    for (ToPubsub.Place place : forget.places()) {
      workshop
          .nodes()
          .with(
              new NodeKey(place.service(), place.node()),
              slot -> {
                Node node = slot.node();
                if (node != null) {
                  node.forget(forget.account());
                }
                return Future.<Void>succeededFuture();
              });
    }
  }

  @Override
  public Future<List<Item>> items(Jid account, String node, int limit) {
    return workshop
        .nodes()
        .with(
            new NodeKey(account, node),
            slot -> workshop.items().older(slot.key(), Long.MAX_VALUE, limit))
        .map(items -> items.stream().map(PepListeners::toItem).toList());
  }

  @Override
  public Future<Optional<Item>> item(Jid account, String node, String id) {
    return workshop
        .nodes()
        .with(new NodeKey(account, node), slot -> workshop.items().find(slot.key(), id))
        .map(item -> item.map(PepListeners::toItem));
  }

  @Override
  public Future<Void> publish(Jid account, String node, String id, Element payload) {
    Element item = Element.builder(Pubsub.NS, "item").attribute("id", id).child(payload).build();
    return publishing.publish(new NodeKey(account, node), account, item);
  }

  @Override
  public Future<Boolean> retract(Jid account, String node, String id) {
    return workshop
        .nodes()
        .with(
            new NodeKey(account, node),
            slot -> {
              Node there = slot.node();
              return there == null
                  ? Future.succeededFuture(false)
                  : removal.remove(there, List.of(id), true);
            });
  }

  @Override
  public void listen(String node, Pep.Listener listener) {
    workshop.listeners().add(node, listener);
  }
}
