package dev.parley.modules.message;

import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Copies;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.protocol.stanza.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what an account sends and receives to those of its sessions that want copies. */
final class ShownCopies {
  private final Home home;

  ShownCopies(Home home) {
    this.home = home;
  }

  /**
   * Makes the copy of a message, if any, and adds those who want it and are not among the given.
   */
  @Nullable Message copyOf(LiveAccount account, Message message, List<Session> given) {
    Copies copies = home.copies();
    if (copies == null) {
      return null;
    }
    List<Session> sessions = account.sessions();
    Message copy = null;
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      boolean own = session.full().equals(message.from());
      if (!own && copies.isWanted(session) && !given.contains(session)) {
        copy = copy == null ? copies.received(account, message) : copy;
        if (copy == null) {
          return null;
        }
        given.add(session);
      }
    }
    return copy;
  }

  /** The copy for one session. */
  static ToSession.Delivery of(Message copy, Session session, @Nullable Ticket ticket) {
    return new ToSession.Delivery(copy.withTo(session.full()), ticket);
  }

  /**
   * Shows a message that is given to no session to those that have asked for copies.
   *
   * @param kept true if it waits for a session to become available: those that are not yet get it
   *     then
   * @return who was given a copy
   */
  List<Session> withoutDelivery(LiveAccount account, Message message, boolean kept) {
    if (home.copies() == null || account.sessions().isEmpty()) {
      return List.of();
    }
    List<Session> shown = new ArrayList<>(1);
    Message copy = copyOf(account, message, shown);
    if (copy != null) {
      shown.removeIf(session -> kept && !session.isAvailable());
      shown.forEach(session -> session.deliver(of(copy, session, Shown.COPY)));
    }
    return shown;
  }

  /** Shows what a session has sent to the account's others (XEP-0280 §8). */
  void sent(LiveAccount account, Message message) {
    Copies copies = home.copies();
    if (copies == null) {
      return;
    }
    List<Session> sessions = account.sessions();
    Message copy = null;
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      if (!session.full().equals(message.from()) && copies.isWanted(session)) {
        copy = copy == null ? copies.sent(account, message) : copy;
        if (copy == null) {
          return;
        }
        session.deliver(of(copy, session, Shown.COPY));
      }
    }
  }
}
