package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the owners of a node about who wants to subscribe, and takes their answers (§8.6). */
final class Approval {
  private static final String ALLOW = "pubsub#allow";
  private static final String NODE = "pubsub#node";
  private static final String SUBSCRIBER = "pubsub#subscriber_jid";
  private static final String ID = "pubsub#subid";

  private final Workshop workshop;

  Approval(Workshop workshop) {
    this.workshop = workshop;
  }

  /** §8.6 */
  void ask(Node node, Subscription request) {
    DataForm form =
        DataForm.form(
            "Subscription request",
            Pubsub.AUTHORIZATION_FORM,
            List.of(
                DataForm.Field.typed(ID, "hidden", List.of(request.id())),
                field(NODE, "text-single", "Node", node.name()),
                field(SUBSCRIBER, "jid-single", "Subscriber", request.jid().toString()),
                field(ALLOW, "boolean", "Allow this JID to subscribe to this node?", "false")));
    Message message =
        Events.message(
            Message.Type.NORMAL,
            node.service(),
            workshop.notifier().nextId(),
            List.of(form.toElement()));
    node.with(Affiliation.OWNER).forEach(owner -> workshop.router().route(message.withTo(owner)));
  }

  private static DataForm.Field field(String name, String type, String label, String value) {
    return new DataForm.Field(name, type, label, false, List.of(value), List.of());
  }

  /** Tells the owners of who comes and goes, if they want to know (§16.4.4, notify_sub). */
  void tellOwners(Node node, Element subscription) {
    if (node.config().is(ConfigField.NOTIFY_SUB)) {
      node.with(Affiliation.OWNER)
          .forEach(owner -> workshop.notifier().tell(node, subscription, owner));
    }
  }

  /** A subscription's state as events tell it. */
  static Element state(Node node, Jid jid, String state) {
    return Events.about("subscription", node)
        .attribute("jid", jid.toString())
        .attribute("subscription", state)
        .build();
  }

  /**
   * Takes an owner's answer.
   *
   * @return false if the message is none
   */
  boolean accept(Message message) {
    Element x = message.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null || message.isError() ? null : DataForm.parse(x);
    Jid service = message.to();
    Jid owner = message.from();
    if (form == null
        || service == null
        || owner == null
        || form.type() == DataForm.Type.FORM
        || !Pubsub.AUTHORIZATION_FORM.equals(form.formType())) {
      return false;
    }
    String node = form.value(NODE);
    Jid subscriber = jid(form.value(SUBSCRIBER));
    String allow = form.value(ALLOW);
    if (form.type() == DataForm.Type.SUBMIT && node != null && subscriber != null) {
      boolean allowed = "1".equals(allow) || "true".equals(allow);
      decide(new NodeKey(service.bare(), node), owner, subscriber, allowed);
    }
    return true;
  }

  private static @Nullable Jid jid(@Nullable String text) {
    try {
      return text == null ? null : Jid.parse(text);
    } catch (JidFormatException wrong) {
      return null;
    }
  }

  private void decide(NodeKey key, Jid owner, Jid subscriber, boolean allowed) {
    workshop
        .nodes()
        .with(
            key,
            slot -> {
              Node node = slot.node();
              Subscription request = node == null ? null : node.subscription(subscriber);
              if (node == null
                  || request == null
                  || !request.pending()
                  || node.affiliation(owner) != Affiliation.OWNER) {
                return Future.<Void>succeededFuture();
              }
              return allowed ? approve(node, request) : cancel(node, request.jid());
            });
  }

  /** Makes a subscription that waits a full one. */
  Future<Void> approve(Node node, Subscription request) {
    Subscription approved = request.approved();
    return workshop
        .store()
        .subscribe(node.service(), node.name(), approved.stored())
        .onSuccess(done -> {
          node.subscribe(approved);
          workshop
              .notifier()
              .tell(node, state(node, approved.jid(), approved.state()), approved.jid());
        });
  }

  /** Ends a subscription against the will of who has it, and tells them (§8.8.4). */
  Future<Void> cancel(Node node, Jid subscriber) {
    return workshop
        .store()
        .unsubscribe(node.service(), node.name(), subscriber)
        .onSuccess(done -> {
          node.unsubscribe(subscriber);
          workshop.notifier().tell(node, state(node, subscriber, "none"), subscriber);
        });
  }
}
