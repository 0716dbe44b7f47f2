package dev.parley.modules.presence;

import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.jid.Jid;

/** To whom accounts have shown themselves. Published to each home; used on its context. */
public interface Acquaintances {
  /**
   * True if a session of the account has sent presence to somebody (RFC 6121 §4.6), as to a room
   * that it is in.
   *
   * @param peer anybody; only the bare JID counts
   */
  boolean knows(LiveAccount account, Jid peer);
}
