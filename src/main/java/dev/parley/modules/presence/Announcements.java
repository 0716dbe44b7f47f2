package dev.parley.modules.presence;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.Failures;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one home tell the world: presence for all subscribers, and presence directed
 * to somebody (RFC 6121 §4.2, §4.4 to §4.6).
 */
final class Announcements implements SessionListener {
  private final Home home;
  private final Router router;
  private final PresenceSettings settings;
  private final Fanout fanout;
  private final Map<Session, Outgoing> sessions = new HashMap<>();

  Announcements(Home home, Router router, PresenceSettings settings) {
    this.home = home;
    this.router = router;
    this.settings = settings;
    this.fanout = new Fanout(home.bus(), router);
  }

  /** Takes presence that a session broadcasts; {@code from} is its full JID. */
  void broadcast(LiveAccount account, Session session, Presence presence) {
    switch (presence.type()) {
      case AVAILABLE -> available(account, session, presence);
      case UNAVAILABLE -> unavailable(account, session, presence);
      case PROBE, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> refuse(account, presence);
      case ERROR -> {}
    }
  }

  /** The account itself answers what was for everybody. */
  private void refuse(LiveAccount account, Presence presence) {
    router.refuse(presence.withTo(account.jid()), StanzaError.of(Condition.BAD_REQUEST));
  }

  /** §4.2.2, §4.4.2. The session and the account's others hear of it first. */
  private void available(LiveAccount account, Session session, Presence presence) {
    if (!Priority.isValid(presence)) {
      refuse(account, presence);
      return;
    }
    boolean initial = !session.isAvailable();
    Stanza own = presence.withTo(account.jid());
    deliver(session, own);
    for (Session other : account.sessions()) {
      Presence others = other.presence();
      if (other != session && others != null) {
        deliver(other, own);
        if (initial) {
          deliver(session, others.withTo(account.jid()));
        }
      }
    }
    home.sessions().announce(account, session, presence);
    tell(account, outgoing(session));
  }

  /** §4.5.2. */
  private void unavailable(LiveAccount account, Session session, Presence presence) {
    Outgoing outgoing = outgoing(session);
    outgoing.farewell(presence);
    tellDirected(account, outgoing, presence);
    if (!session.isAvailable()) {
      return;
    }
    Stanza own = presence.withTo(account.jid());
    deliver(session, own);
    deliverToOthers(account, session, own);
    home.sessions().announce(account, session, presence);
    tell(account, outgoing);
  }

  private void deliverToOthers(LiveAccount account, Session session, Stanza stanza) {
    for (Session other : account.sessions()) {
      if (other != session && other.isAvailable()) {
        deliver(other, stanza);
      }
    }
  }

  /** Tells the subscribers how it stands, now or as soon as the session's pace allows. */
  private void tell(LiveAccount account, Outgoing outgoing) {
    if (outgoing.isWaiting()) {
      return;
    }
    long wait = outgoing.pace().ask(settings.millis().getAsLong());
    if (wait > 0) {
      outgoing.waiting(true);
      home.bus().vertx().setTimer(wait, due -> tellLate(account, outgoing));
      return;
    }
    Session session = outgoing.session();
    Presence presence = session.presence();
    Presence farewell = outgoing.farewell();
    if (presence != null) {
      boolean first = !outgoing.isTold();
      outgoing.told(true);
      fanout.notify(presence, unblocked(account, subscribers(account)));
      if (first) {
        fanout.probe(session.full(), unblocked(account, subscriptions(account)));
      }
    } else if (outgoing.isTold() && farewell != null) {
      outgoing.told(false);
      fanout.notify(farewell, unblocked(account, subscribers(account)));
    }
  }

  private void tellLate(LiveAccount account, Outgoing outgoing) {
    if (sessions.get(outgoing.session()) == outgoing) {
      outgoing.waiting(false);
      tell(account, outgoing);
    }
  }

  /** Takes presence that a session sends to somebody, and sends it on (§4.6.3). */
  void direct(LiveAccount account, Session session, Presence presence, Jid to) {
    if (isBlocked(account, to)) {
      if (presence.type() != Presence.Type.UNAVAILABLE && !presence.isError()) {
        home.answer(presence.error(Failures.blocked()));
      }
    } else if (remember(account, session, presence, to)) {
      router.route(presence);
    } else {
      router.refuse(presence, StanzaError.of(Condition.RESOURCE_CONSTRAINT));
    }
  }

  /** Takes note of presence that a session has sent to somebody, or takes it back. */
  void directed(LiveAccount account, Session session, Presence presence) {
    Jid to = presence.to();
    if (to == null || presence.type() == Presence.Type.ERROR) {
      return;
    }
    boolean blocked = isBlocked(account, to);
    if (blocked || !remember(account, session, presence, to)) {
      home.answer(
          presence.error(
              blocked ? Failures.blocked() : StanzaError.of(Condition.RESOURCE_CONSTRAINT)));
      router.route(gone(session).withTo(to));
    }
  }

  private boolean isBlocked(LiveAccount account, Jid to) {
    return !to.bare().equals(account.jid()) && home.screen().blocks(account.jid(), to);
  }

  /** Remembers who is to be told of the session's end; false if there are too many. */
  private boolean remember(LiveAccount account, Session session, Presence presence, Jid to) {
    if (presence.type() == Presence.Type.UNAVAILABLE) {
      outgoing(session).undirect(to);
    } else if (presence.type() == Presence.Type.AVAILABLE
        && !to.bare().equals(account.jid())
        && !isCovered(account, outgoing(session), to)) {
      return outgoing(session).direct(to, settings.directedPresences().getAsInt());
    }
    return true;
  }

  /** True if that address hears of the session's end without being remembered. */
  private boolean isCovered(LiveAccount account, Outgoing outgoing, Jid to) {
    Roster roster = roster();
    return outgoing.isTold() && roster != null && roster.state(account.jid(), to).from();
  }

  /** Ends what directed presence began (§4.6.3), but where the subscribers are told anyway. */
  private void tellDirected(LiveAccount account, Outgoing outgoing, Presence unavailable) {
    for (Jid to : outgoing.clear()) {
      if (!isCovered(account, outgoing, to)) {
        router.route(unavailable.withTo(to));
      }
    }
  }

  /** The address that presence was directed to cannot be reached, or sent an error. */
  void undirect(Session session, Jid to) {
    Outgoing outgoing = sessions.get(session);
    if (outgoing != null) {
      outgoing.undirect(to);
    }
  }

  /** True if a session has sent directed presence to somebody, or to one of its resources. */
  boolean isDirected(Session session, Jid to) {
    Outgoing outgoing = sessions.get(session);
    return outgoing != null && outgoing.isDirected(to);
  }

  /** As {@link Acquaintances#knows}. */
  boolean knows(LiveAccount account, Jid peer) {
    for (Session session : account.sessions()) {
      if (isDirected(session, peer.bare())) {
        return true;
      }
    }
    return false;
  }

  /** However a session ends, whoever sees it is told (§4.5.2). */
  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    Outgoing outgoing = sessions.remove(session);
    if (outgoing == null) {
      return;
    }
    Presence farewell = outgoing.farewell();
    Presence gone = session.isAvailable() || farewell == null ? gone(session) : farewell;
    tellDirected(account, outgoing, gone);
    if (session.isAvailable()) {
      deliverToOthers(account, session, gone.withTo(account.jid()));
    }
    if (outgoing.isTold()) {
      fanout.notify(gone, unblocked(account, subscribers(account)));
    }
  }

  /** Ends presence that a session has directed to addresses that are to see it no more. */
  void withdraw(Session session, Predicate<Jid> addresses) {
    Outgoing outgoing = sessions.get(session);
    if (outgoing != null) {
      for (Jid to : List.copyOf(outgoing.directed())) {
        if (addresses.test(to)) {
          outgoing.undirect(to);
          router.route(gone(session).withTo(to));
        }
      }
    }
  }

  private Outgoing outgoing(Session session) {
    Outgoing known = sessions.get(session);
    if (known != null) {
      return known;
    }
    Outgoing created = new Outgoing(session, settings.pace());
    sessions.put(session, created);
    return created;
  }

  private List<Jid> unblocked(LiveAccount account, List<Jid> contacts) {
    if (!home.screen().isActive(account.jid())) {
      return contacts;
    }
    List<Jid> kept = new ArrayList<>(contacts.size());
    for (Jid contact : contacts) {
      if (!home.screen().blocks(account.jid(), contact)) {
        kept.add(contact);
      }
    }
    return List.copyOf(kept);
  }

  private List<Jid> subscribers(LiveAccount account) {
    Roster roster = roster();
    return roster == null ? List.of() : roster.subscribers(account.jid());
  }

  private List<Jid> subscriptions(LiveAccount account) {
    Roster roster = roster();
    return roster == null ? List.of() : roster.subscriptions(account.jid());
  }

  private @Nullable Roster roster() {
    return home.neighbour(Roster.class);
  }

  /** Unavailable presence of a session, without words and addressee. */
  static Presence gone(Session session) {
    return Presence.of(Presence.Type.UNAVAILABLE, null).withFrom(session.full());
  }

  private void deliver(Session session, Stanza stanza) {
    session.deliver(new ToSession.Delivery(stanza));
  }
}
