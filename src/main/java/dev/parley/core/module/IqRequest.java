package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A get or set that a module answers.
 *
 * @param iq as it was sent; {@code from} is the asker's full JID
 * @param payload its only child
 * @param scope on whose behalf to answer
 * @param home the home on whose context the handler is called
 * @param account the account asked, existing and loaded; null if a domain is
 */
public record IqRequest(
    Iq iq, Element payload, Scope scope, Home home, @Nullable LiveAccount account) {
  /** Who asks: a full JID, or what a remote server says. */
  public Jid asker() {
    Jid from = iq.from();
    if (from == null) {
      throw new IllegalStateException("an IQ without sender was handled");
    }
    return from;
  }

  /** The account asked; only in a scope that has one. */
  public LiveAccount theAccount() {
    if (account == null) {
      throw new IllegalStateException(scope + " has no account");
    }
    return account;
  }
}
