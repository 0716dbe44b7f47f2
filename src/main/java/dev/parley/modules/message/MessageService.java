package dev.parley.modules.message;

import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.MessagePath;
import dev.parley.modules.message.DeliveryRules.Reach;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one home: from its accounts, to its accounts, and back from sessions that ended.
 *
 * <p>A message is safe, and acknowledged to its sender, when a client has it, when it is stored, or
 * when an error has gone back. See {@link Custody} for what is on its way.
 */
final class MessageService implements SessionListener {
  private final Home home;
  private final Router router;
  private final Custody custody;
  private final OwnCopies copies;
  private final OwedCopies owed;
  private final InboundMessages inbound;
  private final OutboundMessages outbound;
  private final RoomDeliveries rooms;

  MessageService(
      Home home,
      Router router,
      MessagePath path,
      Custody custody,
      OwnCopies copies,
      InstantSource clock) {
    this.home = home;
    this.router = router;
    this.custody = custody;
    this.copies = copies;
    this.owed = new OwedCopies(home);
    Repeats repeats = new Repeats(home, clock);
    this.inbound = new InboundMessages(home, router, path, custody, owed, repeats);
    this.outbound = new OutboundMessages(home, router, path, custody, copies, owed, repeats);
    this.rooms = new RoomDeliveries(home, router, path);
  }

  void handle(ToMessage event) {
    if (event instanceof ToMessage.Inbound arrival) {
      if (arrival.message().isError()) {
        Jid account = target(arrival.message()).bare();
        copies.resends().answered(account, arrival.message());
        owed.answered(account, arrival.message());
      }
      inbound.accept(arrival.message(), arrival.origin());
    } else if (event instanceof ToMessage.FromRoom words) {
      rooms.give(words);
    } else if (event instanceof ToMessage.Missed words) {
      rooms.missed(words);
    } else if (event instanceof ToMessage.Taken taken) {
      custody.taken(taken.account(), taken.tickets());
    } else if (event instanceof ToMessage.Outbound departure) {
      outbound.send(departure.message(), departure.origin());
    } else if (event instanceof ToMessage.Safe safe) {
      copies.safeElsewhere(safe.full(), safe.session(), safe.sequences());
    }
  }

  static Reach reach(LiveAccount account) {
    if (!account.exists()) {
      return Reach.NO_ACCOUNT;
    }
    List<Session> sessions = account.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      if (isWilling(sessions.get(i))) {
        return Reach.SOMEBODY;
      }
    }
    return Reach.NOBODY;
  }

  /** True for a session that gets what is sent to the bare JID (RFC 6121 §8.5.2.1). */
  static boolean isWilling(Session session) {
    return session.isAvailable() && session.priority() >= 0;
  }

  @Override
  public void bound(LiveAccount account, Session session) {
    if (home.screen().isActive(account.jid())) {
      session.deliver(new ToSession.Routing(true));
    }
  }

  @Override
  public void presence(LiveAccount account, Session session, boolean initial) {
    if (isWilling(session)) {
      custody.deliverWaiting(account, session);
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    for (ToSession.Delivery delivery : leftovers) {
      Stanza stanza = delivery.stanza();
      if (stanza instanceof Message message) {
        returned(account, session, message, delivery);
      } else if (stanza instanceof Iq iq) {
        router.refuse(iq, StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE));
      }
    }
  }

  /** What a session did not take goes to the account's others, or waits (XEP-0198 §8). */
  private void returned(
      LiveAccount account, Session session, Message message, ToSession.Delivery delivery) {
    if (delivery.ticket() instanceof InFlight inFlight) {
      custody.returned(account, inFlight);
    } else if (delivery.ticket() instanceof Asleep asleep) {
      inbound.again(account, message, asleep.received());
    } else if (delivery.ticket() == null) {
      // What was written before the connection was lost is hardly older than that.
      inbound.again(account, message, session.lostAt());
    }
  }

  static Jid target(Message message) {
    return address(message.to(), "to");
  }

  static Jid sender(Message message) {
    return address(message.from(), "from");
  }

  private static Jid address(@Nullable Jid address, String name) {
    if (address == null) {
      throw new IllegalStateException("a routed message has no '" + name + "'");
    }
    return address;
  }
}
