package dev.parley.modules.roster;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToRoster;
import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.Failures;
import dev.parley.modules.roster.AccountRoster.Interested;
import dev.parley.modules.roster.Transition.Effect;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Presence that manages subscriptions, from and to the accounts of one home (RFC 6121 §3). */
final class Subscriptions implements SessionListener {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Home home;
  private final Router router;
  private final Rosters rosters;
  private final Supplier<AccountLimits> limits;
  private final Departures departures;

  Subscriptions(Home home, Router router, Rosters rosters, Supplier<AccountLimits> limits) {
    this.home = home;
    this.router = router;
    this.rosters = rosters;
    this.limits = limits;
    this.departures = new Departures(home, router, rosters, this);
  }

  void handle(Incoming<ToRoster> incoming) {
    ToRoster event = incoming.body();
    if (event instanceof ToRoster.Outbound outbound) {
      Presence presence = outbound.presence();
      inTurn(presence.from(), presence, account -> outbound(account, presence));
    } else if (event instanceof ToRoster.Inbound inbound) {
      Presence presence = inbound.presence();
      inTurn(presence.to(), presence, account -> inbound(account, presence));
    } else if (event instanceof ToRoster.Leave leave) {
      departures.leave(incoming, leave);
    } else if (event instanceof ToRoster.Left left) {
      departures.left(incoming, left);
    }
  }

  private void inTurn(@Nullable Jid jid, Presence presence, Consumer<LiveAccount> task) {
    if (jid == null) {
      throw new IllegalStateException("presence arrived without an address");
    }
    home.with(
        jid.bare(),
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            if (account.exists()) {
              task.accept(account);
            }
          }

          @Override
          public void failed(Throwable cause) {
            router.refuse(presence, Failures.toError(cause, presence));
          }
        });
  }

  /** §3.1.2, §3.1.5, §3.2.2, §3.3.2, §3.4.2 and appendix A.2. */
  private void outbound(LiveAccount account, Presence presence) {
    Jid to = presence.to();
    if (to == null) {
      router.refuse(presence.withTo(account.jid()), StanzaError.of(Condition.BAD_REQUEST));
      return;
    }
    Jid contact = to.bare();
    if (contact.equals(account.jid())) {
      return;
    }
    if (home.screen().blocks(account.jid(), contact)) {
      home.answer(presence.error(Failures.blocked()));
      return;
    }
    AccountRoster roster = rosters.of(account.jid());
    RosterItem before = roster.item(contact);
    Transition transition =
        SubscriptionRules.outbound(before.state(), before.approved(), presence.type());
    RosterItem after = before.after(transition, null);
    if (after.listed() && !before.listed() && roster.listed() >= limits.get().rosterItems()) {
      router.refuse(presence, StanzaError.of(Condition.RESOURCE_CONSTRAINT));
      return;
    }
    Presence stamped = presence.withFrom(account.jid()).withTo(contact);
    commit(
        account,
        before,
        after,
        transition,
        presence,
        item -> {
          if (before.state().from() && !item.state().from()) {
            revoked(account, contact);
          }
          if (transition.effect() == Effect.ROUTE) {
            router.route(stamped);
          }
          if (transition.push()) {
            rosters.push(account, item);
          }
          if (item.state().from() && !before.state().from()) {
            granted(account, contact);
          }
        });
  }

  /** §3.1.3, §3.1.6, §3.2.3, §3.3.3 and appendix A.3. */
  private void inbound(LiveAccount account, Presence presence) {
    Jid from = presence.from();
    if (from == null || from.bare().equals(account.jid())) {
      return;
    }
    Jid contact = from.bare();
    Presence.Type type = presence.type();
    boolean blocked = home.screen().blocks(account.jid(), from);
    if (blocked && (type == Presence.Type.SUBSCRIBE || type == Presence.Type.SUBSCRIBED)) {
      return;
    }
    AccountRoster roster = rosters.of(account.jid());
    RosterItem before = roster.item(contact);
    Transition transition = SubscriptionRules.inbound(before.state(), before.approved(), type);
    Presence stamped = presence.withFrom(contact).withTo(account.jid());
    boolean asks = transition.state().pendingIn() && !before.state().pendingIn();
    if (asks && roster.requests() >= limits.get().pendingSubscriptions()) {
      LOG.debug("request to {} dropped: too many wait", account.jid());
      return;
    }
    RosterItem after = before.after(transition, asks ? Requests.toXml(stamped) : null);
    commit(
        account,
        before,
        after,
        transition,
        presence,
        item -> {
          if (transition.effect() == Effect.DELIVER && !blocked) {
            tell(account, stamped);
          } else if (transition.effect() == Effect.AUTO_REPLY) {
            send(account, contact, Presence.Type.SUBSCRIBED, presence.id());
          }
          if (transition.push()) {
            rosters.push(account, item);
          }
          if (transition.effect() == Effect.AUTO_REPLY) {
            granted(account, contact);
          } else if (before.state().from() && !item.state().from() && !blocked) {
            revoked(account, contact);
          }
          if (item.state().to() && !before.state().to()) {
            seen(account, contact);
          }
        });
  }

  /** Does the rest at once if nothing is to be stored; else when it is, in the account's turn. */
  private void commit(
      LiveAccount account,
      RosterItem before,
      RosterItem after,
      Transition transition,
      Presence cause,
      Consumer<RosterItem> then) {
    if (after.equals(before)) {
      then.accept(before);
      return;
    }
    Promise<Void> turn = Promise.promise();
    account.lane().hold(turn.future());
    rosters
        .commit(account, after, transition.push())
        .onSuccess(then::accept)
        .onFailure(failure -> router.refuse(cause, Failures.toError(failure, cause)))
        .onComplete(done -> turn.complete());
  }

  /** A request goes to those who are available, all else to those with a roster to change. */
  void tell(LiveAccount account, Presence presence) {
    if (presence.type() == Presence.Type.SUBSCRIBE) {
      for (Session session : account.sessions()) {
        if (session.isAvailable()) {
          rosters.deliver(session, presence);
        }
      }
    } else {
      for (Interested one : rosters.of(account.jid()).interested()) {
        rosters.deliver(one.session(), presence);
      }
    }
  }

  /** Tells a contact that it is in the roster no more (§2.5.2). */
  void farewell(LiveAccount account, RosterItem removed) {
    if (removed.state().from()) {
      revoked(account, removed.contact());
    }
    for (Presence.Type type : RemovalRules.farewells(removed.state())) {
      send(account, removed.contact(), type, null);
    }
  }

  private void send(LiveAccount account, Jid contact, Presence.Type type, @Nullable String id) {
    router.route(Presence.of(type, contact).withFrom(account.jid()).withId(id));
  }

  private void seen(LiveAccount account, Jid contact) {
    ContactListener listener = home.neighbour(ContactListener.class);
    if (listener != null) {
      listener.seen(account.jid(), contact);
    }
  }

  private void granted(LiveAccount account, Jid contact) {
    SubscriptionListener listener = home.neighbour(SubscriptionListener.class);
    if (listener != null) {
      listener.granted(account, contact);
    }
  }

  private void revoked(LiveAccount account, Jid contact) {
    SubscriptionListener listener = home.neighbour(SubscriptionListener.class);
    if (listener != null) {
      listener.revoked(account, contact);
    }
  }

  /**
   * A session that becomes available is shown the requests that wait (§3.1.3); with the account's
   * first, its own unanswered requests are sent again (§3.1.2).
   */
  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (!initial || !session.isAvailable()) {
      return;
    }
    boolean first = isOnlyAvailable(account, session);
    AccountRoster roster = rosters.of(account.jid());
    if (roster.requests() == 0 && !first) {
      return;
    }
    for (RosterItem item : List.copyOf(roster.items())) {
      Presence request = item.request() == null ? null : Requests.parse(item.request());
      if (request != null) {
        rosters.deliver(session, request);
      }
      if (first && item.state().pendingOut()) {
        send(account, item.contact(), Presence.Type.SUBSCRIBE, null);
      }
    }
  }

  private static boolean isOnlyAvailable(LiveAccount account, Session session) {
    for (Session other : account.sessions()) {
      if (other != session && other.isAvailable()) {
        return false;
      }
    }
    return true;
  }
}
