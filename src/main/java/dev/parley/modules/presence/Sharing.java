package dev.parley.modules.presence;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.modules.roster.Roster;
import dev.parley.modules.roster.SubscriptionListener;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.util.ArrayList;
import java.util.List;

/** Tells somebody how it stands when they begin or cease to see an account of one home. */
final class Sharing implements SubscriptionListener, Visibility {
  private final Home home;
  private final Router router;
  private final Announcements announcements;

  Sharing(Home home, Router router, Announcements announcements) {
    this.home = home;
    this.router = router;
    this.announcements = announcements;
  }

  @Override
  public void granted(LiveAccount account, Jid contact) {
    for (Session session : account.sessions()) {
      Presence presence = session.presence();
      if (presence != null) {
        router.route(presence.withTo(contact));
      }
    }
  }

  @Override
  public void revoked(LiveAccount account, Jid contact) {
    for (Session session : account.sessions()) {
      if (session.isAvailable()) {
        router.route(Announcements.gone(session).withTo(contact));
      }
    }
  }

  @Override
  public void hide(LiveAccount account, Jid peer) {
    List<Jid> subscribers = matching(account, peer);
    for (Session session : account.sessions()) {
      Presence gone = Announcements.gone(session);
      if (session.isAvailable()) {
        subscribers.forEach(contact -> router.route(gone.withTo(contact)));
      }
      announcements.withdraw(session, to -> matches(peer, to));
    }
  }

  @Override
  public void show(LiveAccount account, Jid peer) {
    List<Jid> subscribers = matching(account, peer);
    for (Session session : account.sessions()) {
      Presence presence = session.presence();
      if (presence != null) {
        subscribers.forEach(contact -> router.route(presence.withTo(contact)));
      }
    }
  }

  /** The addresses of subscribers that a block list entry means (XEP-0191 §3.5). */
  private List<Jid> matching(LiveAccount account, Jid peer) {
    List<Jid> matching = new ArrayList<>();
    for (Jid contact : subscribers(account)) {
      if (peer.equals(contact.bare()) || matches(peer, contact)) {
        matching.add(contact);
      } else if (peer.isFull() && peer.bare().equals(contact)) {
        matching.add(peer);
      }
    }
    return matching;
  }

  private static boolean matches(Jid peer, Jid address) {
    return peer.equals(address)
        || peer.equals(address.bare())
        || (peer.isDomain() && peer.domain().equals(address.domain()));
  }

  private List<Jid> subscribers(LiveAccount account) {
    Roster roster = home.neighbour(Roster.class);
    return roster == null ? List.of() : roster.subscribers(account.jid());
  }
}
