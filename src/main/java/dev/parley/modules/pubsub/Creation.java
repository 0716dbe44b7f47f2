package dev.parley.modules.pubsub;

import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.core.storage.StorageException;
import dev.parley.modules.pubsub.Nodes.Slot;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes nodes (XEP-0060 §8.1, §7.1.4). */
final class Creation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Workshop workshop;

  Creation(Workshop workshop) {
    this.workshop = workshop;
  }

  /** An unpredictable name for a node or an item. */
  static String randomName() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  /** Answers {@code <create/>}; without a name it gets one (§8.1.2). */
  Future<Element> create(Call call) {
    String named = call.verb().attribute("node");
    String name = named == null || named.isEmpty() ? randomName() : named;
    if (!mayCreate(call, name)) {
      throw Pubsub.forbidden();
    }
    Element configure = call.payload().child(Pubsub.NS, "configure");
    DataForm form = configure == null ? null : ConfigForms.within(configure);
    return workshop
        .nodes()
        .with(
            call.node(name),
            slot -> {
              if (slot.node() != null) {
                throw new StanzaException(Condition.CONFLICT);
              }
              NodeConfig defaults = NodeDefaults.of(call.isAccounts(), name);
              NodeConfig config =
                  form == null
                      ? defaults
                      : ConfigForms.configured(defaults, form, workshop.settings().get());
              return make(slot, call.asker(), config);
            })
        .map(made -> call.result(call.about("create", name).build()));
  }

  /**
   * Who owns an account makes its nodes; at a service, the domain itself and whoever the settings
   * say.
   */
  boolean mayCreate(Call call, String name) {
    if (call.isAccounts()) {
      return call.isOwn();
    }
    Jid asker = call.asker().bare();
    boolean local = workshop.router().domains().isLocal(asker.domain());
    if (local && asker.local() == null) {
      return true;
    }
    if (NodeDefaults.isDomains(name)) {
      return false;
    }
    return local && workshop.settings().get().creation() || workshop.admins().test(asker);
  }

  /** Makes the node that is published to (§7.1.4), with options as preconditions (§7.1.5). */
  Future<Node> make(Slot slot, Jid creator, boolean account, @Nullable DataForm options) {
    NodeConfig defaults = NodeDefaults.of(account, slot.key().node());
    NodeConfig config =
        options == null
            ? defaults
            : ConfigForms.withOptions(defaults, options, workshop.settings().get());
    return make(slot, creator, config);
  }

  private Future<Node> make(Slot slot, Jid creator, NodeConfig config) {
    Jid service = slot.key().service();
    boolean account = service.local() != null;
    String name = slot.key().node();
    if (!NodeDefaults.allows(account, name, config)) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "nobody else may know of this node");
    }
    PubsubSettings settings = workshop.settings().get();
    int most = account ? settings.nodesPerAccount() : settings.nodes();
    StoredNode stored =
        new StoredNode(
            name,
            config.toJson(account ? NodeConfig.ACCOUNT : NodeConfig.SERVICE),
            workshop.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            account ? Map.of() : Map.of(creator.bare(), Affiliation.OWNER.wireName()),
            List.of());
    return workshop
        .store()
        .count(service)
        .compose(count -> {
          if (count >= most) {
            throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "there are too many nodes");
          }
          return workshop.store().create(service, account, stored);
        })
        .recover(Creation::explain)
        .map(done -> {
          Node node = new Node(slot.key(), stored, 0);
          slot.put(node);
          return node;
        });
  }

  /** An account that is in no database (XEP-0175) has no nodes. */
  private static Future<Void> explain(Throwable cause) {
    boolean temporary =
        cause instanceof StorageException failure
            && failure.kind() == StorageException.Kind.NO_ACCOUNT;
    return Future.failedFuture(temporary ? new StanzaException(Condition.NOT_ALLOWED) : cause);
  }
}
