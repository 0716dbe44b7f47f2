package dev.parley.modules.roster;

import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Ends the subscriptions of an account that is deleted while no server runs, as {@link Departures}
 * does in a running one. Contacts of other servers are not told: they learn when they probe.
 */
public final class StoredDepartures {
  private static final int PAGE = 100;

  private final RosterStore store;
  private final InstantSource clock;

  /** Works on the rosters of a database that no server uses. */
  public StoredDepartures(RosterStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Ends all subscriptions of the account, one contact after the other. */
  public Future<Void> leave(Jid account) {
    return store
        .load(account)
        .compose(roster -> {
          Future<Void> left = Future.succeededFuture();
          for (StoredRosterItem item : roster.items()) {
            left = left.compose(before -> leave(account, item.contact()));
          }
          return left;
        })
        .compose(left -> leaveApprovers(account, null));
  }

  private Future<Void> leaveApprovers(Jid account, @Nullable Jid after) {
    return store
        .approvers(account, after, PAGE)
        .compose(approvers -> {
          Future<Void> left = Future.succeededFuture();
          for (Jid approver : approvers) {
            left = left.compose(before -> leave(account, approver));
          }
          return approvers.size() < PAGE
              ? left
              : left.compose(all -> leaveApprovers(account, approvers.get(PAGE - 1)));
        });
  }

  private Future<Void> leave(Jid account, Jid contact) {
    return store.load(contact).compose(roster -> leave(account, contact, roster));
  }

  private Future<Void> leave(Jid account, Jid owner, StoredRoster roster) {
    for (StoredRosterItem stored : roster.items()) {
      RosterItem before = RosterItem.of(stored);
      RosterItem after = before.left();
      if (stored.contact().equals(account) && !after.equals(before)) {
        if (after.isGone()) {
          return store.remove(owner, account, after.version());
        }
        long version = RosterVersion.next(roster.version(), clock.millis());
        return store.put(owner, after.at(version).stored());
      }
    }
    return Future.succeededFuture();
  }
}
