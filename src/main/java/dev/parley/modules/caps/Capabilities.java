package dev.parley.modules.caps;

import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.protocol.jid.Jid;
import java.util.Set;

/** What the clients of a home's accounts can do. Published to the home; used on its context. */
public interface Capabilities {
  /**
   * The features of a session's client, empty while they are not known.
   *
   * @param session a full JID of this home
   */
  Set<String> features(Jid session);

  /** From now on the listener hears of what is learned; there is one at a time. */
  void listen(Listener listener);

  /** Hears what the clients of a home can do. Called on its context. */
  interface Listener {
    /** The features of a session's client have become known, or are others than before. */
    void learned(LiveAccount account, Session session, Set<String> features);
  }
}
