package dev.parley.modules.presence;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Avatars;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;

/**
 * Takes what {@code presence/<shard>} is told: sessions of the home, their presence, and others'.
 */
final class PresenceService {
  private final Home home;
  private final Router router;
  private final Announcements announcements;
  private final Arrivals arrivals;
  private final Sharing sharing;

  PresenceService(Home home, Router router, PresenceSettings settings) {
    this.home = home;
    this.router = router;
    this.announcements = new Announcements(home, router, settings);
    this.arrivals = new Arrivals(home, router, announcements);
    this.sharing = new Sharing(home, router, announcements);
  }

  Announcements announcements() {
    return announcements;
  }

  Sharing sharing() {
    return sharing;
  }

  void handle(Incoming<ToPresence> incoming) {
    ToPresence event = incoming.body();
    if (event instanceof ToPresence.Notice notice) {
      arrivals.notice(notice);
    } else if (event instanceof ToPresence.Inbound inbound) {
      arrivals.inbound(inbound.presence());
    } else if (event instanceof ToPresence.Outbound outbound) {
      fromSession(outbound.presence(), this::outbound);
    } else if (event instanceof ToPresence.Directed directed) {
      fromSession(directed.presence(), announcements::directed);
    } else if (event instanceof ToPresence.Probes probes) {
      arrivals.probes(probes);
    } else if (event instanceof ToPresence.Bind bind) {
      home.sessions().bind(incoming, bind);
    } else if (event instanceof ToPresence.Ready ready) {
      home.sessions().ready(ready);
    } else if (event instanceof ToPresence.Closing closing) {
      home.sessions().closing(closing);
    } else if (event instanceof ToPresence.Released released) {
      home.sessions().released(released);
    } else if (event instanceof ToPresence.Resumable resumable) {
      home.sessions().resumptions().enable(resumable);
    } else if (event instanceof ToPresence.Resume resume) {
      home.sessions().resumptions().resume(incoming, resume);
    } else if (event instanceof ToPresence.Attention attention) {
      home.sessions().attention(attention);
    }
  }

  /** What is done with presence that a session has sent. */
  private interface Sent {
    void accept(LiveAccount account, Session session, Presence presence);
  }

  private void outbound(LiveAccount account, Session session, Presence sent) {
    Avatars avatars = home.neighbour(Avatars.class);
    Presence presence = avatars == null ? sent : avatars.withHash(account, sent);
    Jid to = presence.to();
    if (to == null) {
      announcements.broadcast(account, session, presence);
    } else {
      announcements.direct(account, session, presence, to);
    }
  }

  private void fromSession(Presence presence, Sent task) {
    Jid from = presence.from();
    if (from == null) {
      throw new IllegalStateException("presence left a session without its address");
    }
    LiveAccount account = home.ready(from.bare());
    if (account != null) {
      fromSession(account, from, presence, task);
      return;
    }
    home.with(
        from.bare(),
        new AccountTask() {
          @Override
          public void run(LiveAccount loaded) {
            fromSession(loaded, from, presence, task);
          }

          @Override
          public void failed(Throwable cause) {
            router.refuse(presence, Failures.toError(cause, presence));
          }
        });
  }

  private static void fromSession(LiveAccount account, Jid from, Presence presence, Sent task) {
    Session session = account.session(from);
    if (session != null) {
      task.accept(account, session, presence);
    }
  }
}
