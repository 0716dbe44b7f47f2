package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.protocol.stanza.Message;
import java.util.List;

/** Hears what became of each message to an account. Called on the context of its home, in order. */
public interface DeliveryListener {
  /** The message has been given to sessions, or is kept until there is one. */
  void delivered(Home home, LiveAccount account, Delivered what);

  /**
   * A message that was accepted, and recorded if it is archived.
   *
   * @param message as it was delivered
   * @param sessions that were given it, or a copy of it (XEP-0280); some may be hibernating
   * @param stored true if it waits for a session to come
   * @param archived true if it is in the account's archive
   */
  record Delivered(Message message, List<Session> sessions, boolean stored, boolean archived) {
    /** Copies the sessions. */
    public Delivered {
      sessions = List.copyOf(sessions);
    }
  }
}
