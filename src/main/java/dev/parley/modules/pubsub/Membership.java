package dev.parley.modules.pubsub;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets owners see and change who is subscribed (XEP-0060 §8.8) and who may do what (§8.9). */
final class Membership {
  private static final int MAX_CHANGES = 100;
  private static final int MAX_AFFILIATIONS = 10_000;

  private final Workshop workshop;
  private final Approval approval;

  Membership(Workshop workshop, Approval approval) {
    this.workshop = workshop;
    this.approval = approval;
  }

  Future<Element> subscriptions(Call call) {
    return workshop
        .nodes()
        .with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              Element.Builder list = call.about("subscriptions", node.name());
              node.subscriptions().forEach(one -> list.child(one.toElement(Pubsub.OWNER, null)));
              return Future.succeededFuture(call.result(list.build()));
            });
  }

  Future<Element> affiliations(Call call) {
    return workshop
        .nodes()
        .with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              Map<Jid, Affiliation> all = new TreeMap<>(node.affiliations());
              if (node.isAccounts()) {
                all.put(node.service(), Affiliation.OWNER);
              }
              Element.Builder list = call.about("affiliations", node.name());
              all.forEach((jid, affiliation) ->
                  list.child(
                      Element.builder(Pubsub.OWNER, "affiliation")
                          .attribute("jid", jid.toString())
                          .attribute("affiliation", affiliation.wireName())
                          .build()));
              return Future.succeededFuture(call.result(list.build()));
            });
  }

  /** The elements that say what is to be changed; not too many. */
  private static List<Element> changes(Call call, String name) {
    List<Element> changes =
        call.verb().elements().stream().filter(child -> child.is(Pubsub.OWNER, name)).toList();
    if (changes.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    if (changes.size() > MAX_CHANGES) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "at most " + MAX_CHANGES + " changes at a time");
    }
    return changes;
  }

  private static Jid jid(Element change) {
    Jid jid = Call.jid(change);
    if (jid == null) {
      throw Pubsub.error(Condition.BAD_REQUEST, "jid-required");
    }
    return jid;
  }

  /** §8.8.2 */
  Future<@Nullable Element> setSubscriptions(Call call) {
    Map<Jid, String> wanted = new LinkedHashMap<>();
    for (Element change : changes(call, "subscription")) {
      String state = change.attribute("subscription");
      if (!"none".equals(state) && !"subscribed".equals(state)) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "only subscribed and none can be set");
      }
      wanted.put(jid(change), state);
    }
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              int most = workshop.settings().get().subscriptionsPerNode();
              if (node.subscriptions().size() + wanted.size() > most + MAX_CHANGES) {
                throw new StanzaException(
                    Condition.NOT_ACCEPTABLE, "there are too many subscriptions");
              }
              List<Future<Void>> done = new ArrayList<>();
              wanted.forEach((jid, state) -> done.add(setSubscription(node, jid, state)));
              return Future.all(done).map(all -> null);
            });
  }

  private Future<Void> setSubscription(Node node, Jid jid, String state) {
    Subscription there = node.subscription(jid);
    if (state.equals("none")) {
      return there == null ? Future.succeededFuture() : approval.cancel(node, jid);
    }
    if (there != null && !there.pending()) {
      return Future.succeededFuture();
    }
    Subscription request =
        there == null
            ? new Subscription(jid, Creation.randomName(), true, SubscriptionOptions.DEFAULT)
            : there;
    return approval.approve(node, request);
  }

  /** §8.9.2: all changes or none. */
  Future<@Nullable Element> setAffiliations(Call call) {
    Map<Jid, Affiliation> wanted = new LinkedHashMap<>();
    for (Element change : changes(call, "affiliation")) {
      String name = change.attribute("affiliation");
      if (name != null) {
        wanted.put(
            jid(change).bare(),
            Affiliation.named(name)
                .orElseThrow(() -> new StanzaException(Condition.NOT_ACCEPTABLE)));
      }
    }
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = Owning.owned(workshop, call, slot);
              check(node, wanted);
              List<Future<Void>> done = new ArrayList<>();
              wanted.forEach((jid, affiliation) -> done.add(affiliate(node, jid, affiliation)));
              return Future.all(done).map(all -> null);
            });
  }

  /** A node always has an owner; an account always owns its own. */
  private static void check(Node node, Map<Jid, Affiliation> wanted) {
    Map<Jid, Affiliation> after = new LinkedHashMap<>(node.affiliations());
    after.putAll(wanted);
    boolean ownerless =
        node.isAccounts()
            ? wanted.getOrDefault(node.service(), Affiliation.OWNER) != Affiliation.OWNER
            : !after.containsValue(Affiliation.OWNER);
    if (ownerless || after.size() > MAX_AFFILIATIONS) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE);
    }
  }

  private Future<Void> affiliate(Node node, Jid jid, Affiliation affiliation) {
    if (node.isAccounts() && jid.equals(node.service())) {
      return Future.succeededFuture();
    }
    return workshop
        .store()
        .affiliate(node.service(), node.name(), jid, affiliation.wireName())
        .compose(done -> {
          node.affiliate(jid, affiliation);
          return affiliation == Affiliation.OUTCAST ? expel(node, jid) : Future.succeededFuture();
        });
  }

  /** Who is banned is subscribed no more. */
  private Future<Void> expel(Node node, Jid bare) {
    List<Jid> subscribed =
        node.subscriptions().stream()
            .map(Subscription::jid)
            .filter(jid -> jid.bare().equals(bare))
            .toList();
    return Future.all(subscribed.stream().map(jid -> approval.cancel(node, jid)).toList())
        .mapEmpty();
  }
}
