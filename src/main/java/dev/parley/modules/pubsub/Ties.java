package dev.parley.modules.pubsub;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.core.bus.ToPubsub.Tied;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import java.util.Set;

/** How those who own nodes see others, as their rosters say; and what follows from it. */
final class Ties {
  private final Home home;
  private final Router router;

  Ties(Home home, Router router) {
    this.home = home;
    this.router = router;
  }

  /** Whether somebody may read at a node. */
  Future<Access> access(Node node, Jid asker) {
    Affiliation affiliation = node.affiliation(asker);
    AccessModel model = node.config().accessModel();
    Future<Tied> tied =
        Privileges.dependsOnTies(model, affiliation)
            ? tied(node, asker.bare())
            : Future.succeededFuture(Tied.NOT);
    return tied.map(ties -> access(node, asker, ties));
  }

  /** As {@link #access}, if it is known how the owner sees them. */
  static Access access(Node node, Jid asker, Tied tied) {
    return Privileges.read(
        node.config().accessModel(),
        node.affiliation(asker),
        tied,
        node.config().values(ConfigField.ROSTER_GROUPS_ALLOWED),
        node.isSubscribed(asker));
  }

  /** At a service, it is the first of the owners whose contacts count (XEP-0060 §4.5). */
  private Future<Tied> tied(Node node, Jid contact) {
    if (node.isAccounts()) {
      return Future.succeededFuture(here(node.service(), contact));
    }
    for (Jid owner : node.with(Affiliation.OWNER)) {
      if (router.domains().isLocal(owner.domain())) {
        return home.bus()
            .request(Addresses.pubsub(Shard.of(owner)), new ToPubsub.Ties(owner, contact));
      }
    }
    return Future.succeededFuture(Tied.NOT);
  }

  /** How an account of this home, which is loaded, sees somebody. */
  Tied here(Jid account, Jid contact) {
    Roster roster = home.neighbour(Roster.class);
    return roster == null || home.screen().blocks(account, contact)
        ? Tied.NOT
        : new Tied(
            roster.sharesPresenceWith(account, contact),
            Set.copyOf(roster.groups(account, contact)));
  }

  /** Answers a service of another home. */
  void answer(Incoming<ToPubsub> incoming, ToPubsub.Ties question) {
    home.with(
        question.account(),
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            incoming.reply(
                question, account.exists() ? here(account.jid(), question.contact()) : Tied.NOT);
          }

          @Override
          public void failed(Throwable cause) {
            incoming.fail(cause);
          }
        });
  }

  /**
   * The error for who may not read. At an account it does not tell whether there is such a node: a
   * contact hears of none, and a stranger is told to become a contact (XEP-0163 §5).
   */
  StanzaException refusal(Call call, Access access) {
    boolean hidden = call.isAccounts() && access == Access.CLOSED;
    return hidden ? missing(call) : Privileges.refusal(access);
  }

  /** The node a request is about; throws the error if there is none. */
  Node existing(Call call, Nodes.Slot slot) {
    Node node = slot.node();
    if (node == null) {
      throw missing(call);
    }
    return node;
  }

  /** The error for a node that there is not. */
  StanzaException missing(Call call) {
    boolean stranger = call.isAccounts() && !here(call.service(), call.asker().bare()).presence();
    return stranger ? Privileges.refusal(Access.PRESENCE_REQUIRED) : Pubsub.notFound();
  }
}
