package dev.parley.modules.caps;

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
}
