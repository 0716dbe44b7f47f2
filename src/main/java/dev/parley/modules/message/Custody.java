package dev.parley.modules.message;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server's promise for messages that are on their way to clients.
 *
 * <p>A message whose sender waits for an acknowledgement is safe once a client has it. If none has
 * it after {@link #PATIENCE_MILLIS}, it is stored and thereby safe; the row goes when a client
 * takes it after all, and is an offline message if none does.
 */
final class Custody {
  private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
  private static final long PATIENCE_MILLIS = 1_000;
  private static final long CHECK_MILLIS = 250;

  private final Home home;
  private final SafeReports reports;
  private final OfflineMessages offline;
  private final LateDelivery late;
  private final ShownCopies shown;
  private final InstantSource clock;
  private final ArrayDeque<Unsafe> unsafe = new ArrayDeque<>();
  private boolean checking;

  Custody(Home home, SafeReports reports, OfflineMessages offline, InstantSource clock) {
    this.home = home;
    this.reports = reports;
    this.offline = offline;
    this.late = new LateDelivery(home, offline);
    this.shown = new ShownCopies(home);
    this.clock = clock;
  }

  OfflineMessages offline() {
    return offline;
  }

  /** How copies are shown to those who want them. */
  ShownCopies shown() {
    return shown;
  }

  /** Nothing more is to be done for the message of this origin. */
  void safe(@Nullable Origin origin) {
    reports.add(origin);
  }

  /**
   * Gives a message to the session it is addressed to, or to all that want what is sent to the
   * account, and copies of it to those that have asked for them (XEP-0280 §7).
   *
   * @param addressed null for a message to the account
   * @return all that were given the message or a copy
   */
  List<Session> give(
      LiveAccount account,
      @Nullable Session addressed,
      Message message,
      @Nullable Origin origin,
      Place place) {
    List<Session> sessions = account.sessions();
    List<Session> given = sessions.size() == 1 ? sessions : new ArrayList<>(sessions.size());
    if (sessions.size() > 1) {
      for (int i = 0; i < sessions.size(); i++) {
        Session session = sessions.get(i);
        if (addressed == null ? MessageService.isWilling(session) : session == addressed) {
          given.add(session);
        }
      }
    }
    int direct = given.size();
    Message copy = direct == sessions.size() ? null : shown.copyOf(account, message, given);
    InFlight ticket = null;
    if (origin != null || given.size() > 1) {
      ticket = new InFlight(message, clock.millis(), origin, place);
      ticket.given(given.size());
      if (origin != null) {
        watch(account.jid(), ticket);
      }
    }
    boolean alone = ticket == null && given.size() == 1 && given.get(0).isHibernating();
    ToSession.Delivery delivery =
        new ToSession.Delivery(message, alone ? new Asleep(clock.millis()) : ticket);
    for (int i = 0; i < given.size(); i++) {
      Session session = given.get(i);
      session.deliver(
          copy == null || i < direct ? delivery : ShownCopies.of(copy, session, ticket));
    }
    return given;
  }

  private void giveToWilling(LiveAccount account, InFlight ticket, Message message) {
    ToSession.Delivery delivery = new ToSession.Delivery(message, ticket);
    List<Session> sessions = account.sessions();
    int given = 0;
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      if (MessageService.isWilling(session)) {
        session.deliver(delivery);
        given++;
      }
    }
    ticket.given(given);
  }

  /** Stores a message for an account that nobody is there for. */
  Future<Void> store(Jid account, Message message, Place place) {
    return store(account, message, place, clock.millis());
  }

  /** The same for a message that was received earlier, in milliseconds since 1970. */
  Future<Void> store(Jid account, Message message, Place place, long received) {
    Place given = place.id() == 0 ? new Place(offline.nextId(), false) : place;
    return offline.store(account, given, received, message);
  }

  /** The time, in milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /** A client has these. */
  void taken(Jid account, List<Ticket> tickets) {
    List<Long> rows = null;
    for (int i = 0; i < tickets.size(); i++) {
      if (tickets.get(i) instanceof InFlight ticket && !ticket.isTaken()) {
        ticket.take();
        settle(ticket);
        if (ticket.row() != 0) {
          rows = rows == null ? new ArrayList<>() : rows;
          rows.add(ticket.row());
        }
      }
    }
    if (rows != null) {
      offline.delete(account, rows);
    }
  }

  private void settle(InFlight ticket) {
    reports.add(ticket.origin());
    ticket.settled();
  }

  /** A session ended that may not have had this message. */
  void returned(LiveAccount account, InFlight ticket) {
    if (!ticket.returned()) {
      return;
    }
    if (!OfflineRules.isConversation(ticket.message())) {
      settle(ticket);
    } else if (MessageService.reach(account) == DeliveryRules.Reach.SOMEBODY) {
      Message again = ticket.row() == 0 ? ticket.message() : stampedAgain(account.jid(), ticket);
      giveToWilling(account, ticket, again);
    } else if (ticket.row() != 0) {
      offline.comeBack(account.jid(), ticket.row());
    } else if (OfflineRules.isKept(ticket.message())) {
      keep(account.jid(), ticket);
    } else {
      settle(ticket);
    }
  }

  private Message stampedAgain(Jid account, InFlight ticket) {
    return OfflineMessages.stamped(
        ticket.message(), account.domainJid(), Instant.ofEpochMilli(ticket.received()));
  }

  /** Writes a message into the offline store; it waits there unless it is still on its way. */
  private Future<Void> keep(Jid account, InFlight ticket) {
    Place place = ticket.place(offline::nextId);
    ticket.row(place.id());
    if (ticket.isHeld()) {
      offline.depart(account, place.id());
    }
    return offline
        .store(account, place, ticket.received(), ticket.message())
        .onSuccess(stored -> settle(ticket))
        .onFailure(cause -> {
          Failures.note("messages to those who are away are stored later", cause);
          if (!ticket.isTaken()) {
            ticket.row(0);
            watch(account, ticket);
          }
        });
  }

  /** Delivers what was stored too late for the session that has come meanwhile. */
  private void handOut(Jid bare) {
    home.with(
        bare,
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            for (Session session : account.sessions()) {
              if (MessageService.isWilling(session)) {
                deliverWaiting(account, session);
                return;
              }
            }
          }

          @Override
          public void failed(Throwable cause) {
            LOG.debug("{} cannot be loaded: its messages wait in the store", bare);
          }
        });
  }

  private void watch(Jid account, InFlight ticket) {
    unsafe.add(new Unsafe(account, ticket, clock.millis() + PATIENCE_MILLIS));
    if (!checking) {
      checking = true;
      home.bus().vertx().setTimer(CHECK_MILLIS, timer -> check());
    }
  }

  /** Stores what no client has taken in time. */
  private void check() {
    long now = clock.millis();
    while (!unsafe.isEmpty()) {
      Unsafe next = unsafe.getFirst();
      boolean settled = next.ticket().origin() == null || next.ticket().row() != 0;
      if (!settled && next.due() > now) {
        break;
      }
      unsafe.removeFirst();
      if (!settled && !OfflineRules.isKept(next.ticket().message())) {
        // Nobody would want it later: it is not stored because a client is slow or gone.
        settle(next.ticket());
      } else if (!settled) {
        keep(next.account(), next.ticket())
            .onSuccess(stored -> {
              if (!next.ticket().isHeld()) {
                handOut(next.account());
              }
            });
      }
    }
    checking = !unsafe.isEmpty();
    if (checking) {
      home.bus().vertx().setTimer(CHECK_MILLIS, timer -> check());
    }
  }

  /**
   * Gives a session what waits for the account. What arrives meanwhile is given after it, since the
   * account's lane is held.
   */
  void deliverWaiting(LiveAccount account, Session session) {
    storeNow(account.jid());
    if (offline.anyWait(account.jid())) {
      account.lane().hold(late.deliver(account, session));
    }
  }

  /**
   * Gives a session that is addressed, but gets no messages for the account, what waits of that
   * sender, so that one message does not overtake another.
   *
   * @return completes when that is done; null if there is nothing
   */
  @Nullable Future<Void> deliverEarlier(LiveAccount account, Session session, Jid sender) {
    if (MessageService.isWilling(session)) {
      return null;
    }
    storeNow(account.jid());
    return offline.anyWait(account.jid()) ? late.deliverOf(account, session, sender.bare()) : null;
  }

  /** Has what no session holds stored at once, and in its place, if that failed before. */
  private void storeNow(Jid account) {
    for (Unsafe next : List.copyOf(unsafe)) {
      InFlight ticket = next.ticket();
      boolean open = ticket.origin() != null && ticket.row() == 0 && !ticket.isHeld();
      if (open && next.account().equals(account)) {
        keep(account, ticket);
      }
    }
  }

  /** A message that its sender waits for. */
  private record Unsafe(Jid account, InFlight ticket, long due) {}
}
