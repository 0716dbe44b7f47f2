package dev.parley.core.home;

import dev.parley.protocol.stanza.Presence;

/**
 * Hears of presence that comes from other servers. A feature publishes one to its home; called on
 * the home's context.
 */
public interface RemoteContacts {
  /**
   * Presence, available or not, or an error for an account that is loaded: from anybody, and not
   * looked at by the account's screen yet.
   */
  void presence(LiveAccount account, Presence presence);
}
