package dev.parley.core.bus;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamError;
import org.jspecify.annotations.Nullable;

/** What the edge of a bound session is told. */
public sealed interface ToSession {
  /**
   * Write this to the client.
   *
   * @param stanza addressed as the client is to see it
   * @param ticket comes back in {@link ToMessage.Taken} once the client has it; null if this
   *     session alone was given the stanza and nobody waits to hear of it
   */
  record Delivery(Stanza stanza, @Nullable Ticket ticket) implements ToSession {
    /** A delivery that nobody waits for. */
    public Delivery(Stanza stanza) {
      this(stanza, null);
    }
  }

  /**
   * The home has let go of the session: nothing more comes. The edge answers with {@link
   * ToPresence.Released} and ends the stream if it is still open.
   *
   * @param error why, to be told to the client; null if the stream ended first
   * @param resumed true if another stream goes on with the session: all that is not written goes
   *     back, answers too
   */
  record Release(@Nullable StreamError error, boolean resumed) implements ToSession {}

  /**
   * These messages of the session are safe (XEP-0198 §4).
   *
   * @param sequences the numbers given in their {@link Origin}s
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Safe(long[] sequences) implements ToSession {}

  /**
   * Whether what the client sends to others must pass through its own home first.
   *
   * @param viaHome true once a feature looks at outgoing stanzas (XEP-0191)
   */
  record Routing(boolean viaHome) implements ToSession {}
}
