package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;

/**
 * Keeps the avatars of a home's accounts the same wherever clients look for them (XEP-0398). A
 * feature publishes one to its home; used on its context.
 */
public interface Avatars {
  /** Presence that a session of an account sends, with the hash of the account's avatar. */
  Presence withHash(LiveAccount account, Presence presence);

  /** An account has a new card (XEP-0054), which is stored. */
  void cardChanged(Jid account, Element card);
}
