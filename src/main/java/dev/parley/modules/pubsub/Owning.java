package dev.parley.modules.pubsub;

import dev.parley.modules.pubsub.Nodes.Slot;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Configures nodes (XEP-0060 §8.2, §8.3). */
final class Owning {
  private final Workshop workshop;

  Owning(Workshop workshop) {
    this.workshop = workshop;
  }

  /** The node, if the asker owns it; at an account, others are not told whether it is there. */
  static Node owned(Workshop workshop, Call call, Slot slot) {
    Node node = slot.node();
    if (node == null) {
      if (call.isAccounts() && !call.isOwn()) {
        throw Pubsub.forbidden();
      }
      throw Pubsub.notFound();
    }
    boolean admin = !call.isAccounts() && workshop.admins().test(call.asker().bare());
    if (node.affiliation(call.asker()) != Affiliation.OWNER && !admin) {
      throw Pubsub.forbidden();
    }
    return node;
  }

  /** §8.2.1 */
  Future<Element> configuration(Call call) {
    return workshop
        .nodes()
        .with(
            call.node(),
            slot -> {
              Node node = owned(workshop, call, slot);
              Element form = shown(node.config()).toForm("Configuration of a node").toElement();
              return Future.succeededFuture(
                  call.result(call.about("configure", node.name()).child(form).build()));
            });
  }

  /** §8.3 */
  Future<Element> defaults(Call call) {
    NodeConfig config = call.isAccounts() ? NodeConfig.ACCOUNT : NodeConfig.SERVICE;
    Element form = shown(config).toForm("Configuration of new nodes").toElement();
    return Future.succeededFuture(
        call.result(Element.builder(Pubsub.OWNER, "default").child(form).build()));
  }

  private NodeConfig shown(NodeConfig config) {
    int bytes = config.number(ConfigField.MAX_PAYLOAD_SIZE, workshop.settings().get().itemBytes());
    return config.with(ConfigField.MAX_PAYLOAD_SIZE, Integer.toString(bytes));
  }

  /** §8.2.4; a form that is cancelled changes nothing. */
  Future<@Nullable Element> configure(Call call) {
    Element x = call.verb().child(DataForm.NAMESPACE, "x");
    if (x == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    DataForm form = ConfigForms.within(call.verb());
    return workshop
        .nodes()
        .<@Nullable Element>with(
            call.node(),
            slot -> {
              Node node = owned(workshop, call, slot);
              if (form == null) {
                return Future.succeededFuture(null);
              }
              NodeConfig before = node.config();
              NodeConfig after = ConfigForms.configured(before, form, workshop.settings().get());
              if (!NodeDefaults.allows(node.isAccounts(), node.name(), after)) {
                throw new StanzaException(
                    Condition.NOT_ACCEPTABLE, "nobody else may know of this node");
              }
              NodeConfig base = node.isAccounts() ? NodeConfig.ACCOUNT : NodeConfig.SERVICE;
              return workshop
                  .store()
                  .configure(node.service(), node.name(), after.toJson(base))
                  .compose(done -> {
                    node.config(after);
                    return applied(node, after);
                  })
                  .map(done -> null);
            });
  }

  private Future<Void> applied(Node node, NodeConfig config) {
    if (config.is(ConfigField.NOTIFY_CONFIG)) {
      Element.Builder event = Events.about("configuration", node);
      if (config.is(ConfigField.DELIVER_PAYLOADS)) {
        event.child(config.toResult().toElement());
      }
      workshop.notifier().notify(node, event.build());
    }
    if (!config.is(ConfigField.PERSIST_ITEMS)) {
      node.items(0);
      return workshop.items().purge(node.key());
    }
    int most = config.number(ConfigField.MAX_ITEMS, workshop.settings().get().itemsPerNode());
    if (node.items() <= most) {
      return Future.succeededFuture();
    }
    node.items(most);
    return workshop.items().trim(node.key(), most);
  }
}
