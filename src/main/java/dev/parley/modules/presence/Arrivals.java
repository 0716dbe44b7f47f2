package dev.parley.modules.presence;

import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.RemoteContacts;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.module.Failures;
import dev.parley.modules.presence.DeliveryRules.Target;
import dev.parley.modules.presence.ProbeRules.Prober;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import java.util.List;
import java.util.function.Consumer;

/**
 * Presence and probes that arrive for the accounts of one home (RFC 6121 §4.2.3, §4.3.2, §8.5).
 *
 * <p>An account that is not in memory has no sessions: what would only be delivered to them is
 * dropped, without loading it.
 */
final class Arrivals {
  private final Home home;
  private final Router router;
  private final Announcements announcements;

  Arrivals(Home home, Router router, Announcements announcements) {
    this.home = home;
    this.router = router;
    this.announcements = announcements;
  }

  /** Takes presence addressed to an account or a session of this home. */
  void inbound(Presence presence) {
    Jid to = presence.to();
    Jid from = presence.from();
    if (to == null || from == null || to.isDomain()) {
      return;
    }
    if (presence.type() == Presence.Type.PROBE) {
      home.with(to.bare(), new Probe(presence, from));
    } else {
      ifPresent(to.bare(), account -> accept(account, presence, from, to));
    }
  }

  /** Takes what a session of this server broadcasts to contacts of this home. */
  void notice(ToPresence.Notice notice) {
    Presence presence = notice.presence();
    Jid from = presence.from();
    List<Jid> contacts = notice.contacts();
    for (int i = 0; from != null && i < contacts.size(); i++) {
      Jid contact = contacts.get(i);
      LiveAccount account = home.ready(contact);
      if (account != null) {
        acceptNotice(account, presence, from);
      } else {
        ifPresent(contact, loaded -> acceptNotice(loaded, presence, from));
      }
    }
  }

  private void acceptNotice(LiveAccount account, Presence presence, Jid from) {
    if (account.isAvailable() && !isBlocked(account, from)) {
      deliverToAvailable(account, presence.withTo(account.jid()));
    }
  }

  /** Takes the probes of a session of this server. */
  void probes(ToPresence.Probes probes) {
    Jid prober = probes.prober();
    List<Jid> contacts = probes.contacts();
    for (int i = 0; i < contacts.size(); i++) {
      ifPresent(contacts.get(i), account -> answer(account, prober, true));
    }
  }

  private void ifPresent(Jid bare, Consumer<LiveAccount> task) {
    if (home.peek(bare) == null) {
      return;
    }
    LiveAccount account = home.ready(bare);
    if (account != null) {
      task.accept(account);
    } else {
      home.with(bare, new IfLoaded(task));
    }
  }

  private void accept(LiveAccount account, Presence presence, Jid from, Jid to) {
    if (!router.domains().isLocal(from.domain())) {
      RemoteContacts remote = home.neighbour(RemoteContacts.class);
      if (remote != null) {
        remote.presence(account, presence);
      }
    }
    if (!account.exists() || isBlocked(account, from)) {
      return;
    }
    Session addressed = to.isFull() ? account.session(to) : null;
    Target target =
        to.isBare() ? Target.BARE : addressed == null ? Target.MISSING_SESSION : Target.SESSION;
    switch (DeliveryRules.decide(presence.type(), target)) {
      case DELIVER_TO_AVAILABLE -> deliverToAvailable(account, presence);
      case DELIVER_TO_SESSION -> {
        if (addressed != null) {
          if (presence.isError()) {
            announcements.undirect(addressed, from);
          }
          deliver(addressed, presence);
        }
      }
      case ANSWER_PROBE -> answer(account, from, false);
      case IGNORE -> {}
    }
  }

  /**
   * Answers a probe (§4.3.2).
   *
   * @param quiet true to leave out an answer that says no more than silence does
   */
  private void answer(LiveAccount account, Jid prober, boolean quiet) {
    switch (ProbeRules.answer(classify(account, prober), account.isAvailable())) {
      case EACH_PRESENCE -> {
        for (Session session : account.sessions()) {
          Presence presence = session.presence();
          if (presence != null) {
            router.route(presence.withTo(prober));
          }
        }
      }
      case DIRECTED -> {
        for (Session session : account.sessions()) {
          if (announcements.isDirected(session, prober)) {
            router.route(Presence.of(Presence.Type.AVAILABLE, prober).withFrom(session.full()));
          }
        }
      }
      case UNAVAILABLE -> {
        if (!quiet) {
          router.route(Presence.of(Presence.Type.UNAVAILABLE, prober).withFrom(account.jid()));
        }
      }
      case UNSUBSCRIBED ->
          router.route(
              Presence.of(Presence.Type.UNSUBSCRIBED, prober.bare()).withFrom(account.jid()));
      case NONE -> {}
    }
  }

  private Prober classify(LiveAccount account, Jid prober) {
    if (prober.bare().equals(account.jid())) {
      return Prober.SELF;
    }
    if (!account.exists()) {
      return Prober.STRANGER;
    }
    if (isBlocked(account, prober)) {
      return Prober.BLOCKED;
    }
    Roster roster = home.neighbour(Roster.class);
    if (roster != null && roster.state(account.jid(), prober).from()) {
      return Prober.SUBSCRIBER;
    }
    for (Session session : account.sessions()) {
      if (announcements.isDirected(session, prober)) {
        return Prober.DIRECTED;
      }
    }
    return Prober.STRANGER;
  }

  private boolean isBlocked(LiveAccount account, Jid peer) {
    return home.screen().blocks(account.jid(), peer);
  }

  private void deliverToAvailable(LiveAccount account, Presence presence) {
    ToSession.Delivery delivery = new ToSession.Delivery(presence);
    List<Session> sessions = account.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      if (session.isAvailable()) {
        session.deliver(delivery);
      }
    }
  }

  private void deliver(Session session, Stanza stanza) {
    session.deliver(new ToSession.Delivery(stanza));
  }

  /** Something to be done in the account's turn, if it could be loaded. */
  private record IfLoaded(Consumer<LiveAccount> task) implements AccountTask {
    @Override
    public void run(LiveAccount account) {
      task.accept(account);
    }

    @Override
    public void failed(Throwable cause) {
      // Without its state nobody of the account is there to be told.
    }
  }

  /** A probe that has the account loaded to be answered. */
  private final class Probe implements AccountTask {
    private final Presence probe;
    private final Jid prober;

    Probe(Presence probe, Jid prober) {
      this.probe = probe;
      this.prober = prober;
    }

    @Override
    public void run(LiveAccount account) {
      answer(account, prober, false);
    }

    @Override
    public void failed(Throwable cause) {
      router.refuse(probe, Failures.toError(cause, probe));
    }
  }
}
