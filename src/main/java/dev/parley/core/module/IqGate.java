package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import org.jspecify.annotations.Nullable;

/** Says whether somebody may ask a session of an account what its payload asks. */
public interface IqGate {
  /**
   * Called on the context of the account's home.
   *
   * @param iq a get or set to one of the account's sessions, from somebody else
   * @return null to let it pass, or the error that answers it
   */
  @Nullable StanzaError refuse(Home home, LiveAccount account, Iq iq);
}
