package dev.parley.core.home;

import dev.parley.core.bus.ToSession;
import java.util.List;

/** Hears of the sessions of a home. Called on its context. */
public interface SessionListener {
  /** A session was bound and can be delivered to. */
  default void bound(LiveAccount account, Session session) {}

  /**
   * A session has broadcast presence; {@link Session#presence} is the new one.
   *
   * @param initial true if the session was unavailable before (RFC 6121 §4.2)
   */
  default void presence(LiveAccount account, Session session, boolean initial) {}

  /**
   * The connection of a session is lost, and its client may come back (XEP-0198 §5).
   *
   * @param unacknowledged deliveries its client may not have, in their order; it gets them then
   */
  default void hibernates(
      LiveAccount account, Session session, List<ToSession.Delivery> unacknowledged) {}

  /**
   * A session has ended; it is no longer among the account's sessions.
   *
   * @param leftovers deliveries its client may not have, in their order
   */
  default void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {}
}
