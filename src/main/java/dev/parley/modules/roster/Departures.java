package dev.parley.modules.roster;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Request;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToRoster;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends the subscriptions of accounts that are about to be deleted, so that whoever gets the name
 * later inherits none. For contacts of this server the end is committed before the deletion goes
 * on; others are told as if each contact were removed (RFC 6121 §2.5).
 */
final class Departures {
  private static final int PAGE = 100;

  private final Home home;
  private final Router router;
  private final Rosters rosters;
  private final Subscriptions subscriptions;

  Departures(Home home, Router router, Rosters rosters, Subscriptions subscriptions) {
    this.home = home;
    this.router = router;
    this.rosters = rosters;
    this.subscriptions = subscriptions;
  }

  /** The account says farewell to all its contacts. */
  void leave(Incoming<ToRoster> incoming, ToRoster.Leave leave) {
    answer(incoming, leave, leave.account(), this::leave);
  }

  private Future<Boolean> leave(LiveAccount account) {
    List<Future<Boolean>> told = new ArrayList<>();
    for (RosterItem item : rosters.of(account.jid()).items()) {
      if (router.domains().isLocal(item.contact().domain())) {
        told.add(tell(item.contact(), account.jid()));
      } else {
        subscriptions.farewell(account, item);
      }
    }
    return Future.all(told).compose(all -> tellApprovers(account.jid(), null));
  }

  /** Those who wait for its request: the account does not know of them. */
  private Future<Boolean> tellApprovers(Jid account, @Nullable Jid after) {
    return rosters
        .approvers(account, after, PAGE)
        .compose(approvers -> {
          Future<Boolean> told =
              Future.all(approvers.stream().map(approver -> tell(approver, account)).toList())
                  .map(true);
          return approvers.size() < PAGE
              ? told
              : told.compose(all -> tellApprovers(account, approvers.get(PAGE - 1)));
        });
  }

  private Future<Boolean> tell(Jid contact, Jid gone) {
    return home.bus()
        .request(Addresses.roster(Shard.of(contact)), new ToRoster.Left(contact, gone));
  }

  /** A contact learns that an account has gone. */
  void left(Incoming<ToRoster> incoming, ToRoster.Left left) {
    answer(incoming, left, left.contact(), account -> left(account, left.account()));
  }

  private Future<Boolean> left(LiveAccount account, Jid gone) {
    RosterItem before = rosters.of(account.jid()).item(gone);
    RosterItem after = before.left();
    if (!account.exists() || after.equals(before)) {
      return Future.succeededFuture(true);
    }
    boolean seen = before.listed();
    Promise<Void> turn = Promise.promise();
    account.lane().hold(turn.future());
    return rosters
        .commit(account, after, seen)
        .map(item -> {
          if (seen) {
            if (!before.state().equals(SubscriptionState.NONE)) {
              subscriptions.tell(
                  account, Presence.of(Presence.Type.UNSUBSCRIBED, account.jid()).withFrom(gone));
            }
            rosters.push(account, item);
          }
          return true;
        })
        .onComplete(done -> turn.complete());
  }

  /** Does it in the account's turn, and answers when it is done. */
  private void answer(
      Incoming<ToRoster> incoming,
      Request<Boolean> request,
      Jid account,
      Function<LiveAccount, Future<Boolean>> task) {
    home.with(
        account,
        new AccountTask() {
          @Override
          public void run(LiveAccount loaded) {
            task.apply(loaded)
                .onSuccess(done -> incoming.reply(request, done))
                .onFailure(incoming::fail);
          }

          @Override
          public void failed(Throwable cause) {
            incoming.fail(cause);
          }
        });
  }
}
