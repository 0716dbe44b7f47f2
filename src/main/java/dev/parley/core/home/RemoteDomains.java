package dev.parley.core.home;

import dev.parley.core.bus.Origin;
import dev.parley.protocol.stanza.Stanza;
import org.jspecify.annotations.Nullable;

/** The way to domains that are not served here. */
public interface RemoteDomains {
  /**
   * Takes a stanza to another domain, or refuses it.
   *
   * @param origin null unless its sender waits for an acknowledgement
   * @return false if there is no way; the sender gets {@code remote-server-not-found}
   */
  boolean send(Stanza stanza, @Nullable Origin origin);
}
