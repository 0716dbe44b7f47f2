package dev.parley.modules.pubsub;

import dev.parley.core.bus.ToPubsub;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.modules.pubsub.NodeConfig.SendLast;
import dev.parley.modules.pubsub.Privileges.Access;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends the last items of a home's accounts to sessions that have come and want them (XEP-0163
 * §4.3.4). Few accounts at a time, so that many who come at once do not keep the home from other
 * work.
 */
final class LastItems {
  private static final int AT_A_TIME = 8;
  private static final int MAX_WAITING = 50_000;

  private final Workshop workshop;
  private final ArrayDeque<Wish> waiting = new ArrayDeque<>();
  private int active;

  LastItems(Workshop workshop) {
    this.workshop = workshop;
  }

  /** A session that wants the last items of one account. */
  private record Wish(Jid account, Jid session, Set<String> nodes) {}

  void send(ToPubsub.Interest interest) {
    for (Jid account : interest.accounts()) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(new Wish(account, interest.session(), interest.nodes()));
      }
    }
    fulfilSome();
  }

  private void fulfilSome() {
    while (active < AT_A_TIME && !waiting.isEmpty()) {
      active++;
      fulfil(waiting.remove())
          .onComplete(done -> {
            active--;
            // Not from within: the stack would grow with what waits.
            workshop.home().context().runOnContext(next -> fulfilSome());
          });
    }
  }

  private Future<Void> fulfil(Wish wish) {
    return workshop
        .store()
        .names(wish.account(), "", workshop.settings().get().nodesPerAccount())
        .compose(names -> {
          List<String> wanted = names.stream().filter(wish.nodes()::contains).toList();
          return wanted.isEmpty() ? Future.succeededFuture() : send(wish, wanted);
        });
  }

  private Future<Void> send(Wish wish, List<String> nodes) {
    Promise<Void> sent = Promise.promise();
    workshop
        .home()
        .with(
            wish.account(),
            new AccountTask() {
              @Override
              public void run(LiveAccount account) {
                List<Future<Void>> all = new ArrayList<>();
                if (account.exists()) {
                  nodes.forEach(node -> all.add(send(wish, node)));
                }
                Future.all(all).<Void>mapEmpty().onComplete(sent);
              }

              @Override
              public void failed(Throwable cause) {
                sent.fail(cause);
              }
            });
    return sent.future();
  }

  private Future<Void> send(Wish wish, String name) {
    return workshop
        .nodes()
        .with(
            new NodeKey(wish.account(), name),
            slot -> {
              Node node = slot.node();
              if (node == null
                  || node.config().sendLast() != SendLast.ON_SUB_AND_PRESENCE
                  || !node.config().is(ConfigField.PERSIST_ITEMS)
                  || !node.config().is(ConfigField.DELIVER_NOTIFICATIONS)
                  || isBlocked(wish)) {
                return Future.succeededFuture();
              }
              return workshop
                  .ties()
                  .access(node, wish.session())
                  .compose(access ->
                      access == Access.GRANTED
                          ? workshop.items().older(node.key(), Long.MAX_VALUE, 1)
                          : Future.succeededFuture(List.<StoredItem>of()))
                  .map(items -> {
                    long expiry = Reading.expiry(node, workshop.clock());
                    items.stream()
                        .filter(item -> item.position() >= expiry)
                        .forEach(item -> workshop.notifier().last(node, item, wish.session()));
                    return null;
                  });
            });
  }

  private boolean isBlocked(Wish wish) {
    return workshop.home().screen().blocks(wish.account(), wish.session());
  }
}
