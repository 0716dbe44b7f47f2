package dev.parley.modules.roster;

import dev.parley.protocol.jid.Jid;

/**
 * Hears when an account begins to see a contact. A feature publishes one to its home; called on the
 * home's context.
 */
public interface ContactListener {
  /** The contact has let the account see its presence (RFC 6121 §3.1.6). */
  void seen(Jid account, Jid contact);
}
