package dev.parley.core.bus;

import dev.parley.protocol.stanza.Stanza;
import org.jspecify.annotations.Nullable;

/** What the connection of a component is told. */
public sealed interface ToComponent {
  /**
   * Write this to it, or answer that it cannot be written.
   *
   * @param origin null unless its sender waits for an acknowledgement
   */
  record Outbound(Stanza stanza, @Nullable Origin origin) implements ToComponent {}

  /** Another connection has taken its place. */
  record Replaced() implements ToComponent {}
}
