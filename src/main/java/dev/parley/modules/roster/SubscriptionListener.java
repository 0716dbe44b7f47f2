package dev.parley.modules.roster;

import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.jid.Jid;

/**
 * Hears when a contact begins or ceases to get an account's presence. Whoever sends presence
 * publishes one to its home; called on the home's context.
 */
public interface SubscriptionListener {
  /** The contact, who has been told so, is to get the account's presence (RFC 6121 §3.1.5). */
  void granted(LiveAccount account, Jid contact);

  /** The contact is to see the account's sessions go (RFC 6121 §3.2.2, §3.3.3). */
  void revoked(LiveAccount account, Jid contact);
}
