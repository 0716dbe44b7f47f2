package dev.parley.core.bus;

import dev.parley.protocol.stanza.Stanza;
import org.jspecify.annotations.Nullable;

/** What a service with a domain of its own is told, if it takes all stanzas to that domain. */
public sealed interface ToService {
  /**
   * A stanza to an address of the service, other than an IQ to its bare domain.
   *
   * @param stanza stamped with its sender's full JID
   * @param origin null unless the sender of a message waits for an acknowledgement, which is due as
   *     soon as the message is safe: stored, or answered with an error
   */
  record Inbound(Stanza stanza, @Nullable Origin origin) implements ToService {}
}
