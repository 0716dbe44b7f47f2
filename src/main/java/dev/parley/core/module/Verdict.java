package dev.parley.core.module;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;

/** What a step says of a message. */
public sealed interface Verdict {
  /** Go on with this message, the one given or a changed copy. */
  record Pass(Message message) implements Verdict {}

  /** Answer it with an error. */
  record Refuse(StanzaError error) implements Verdict {}

  /**
   * Do nothing with it.
   *
   * @param reason for the log
   */
  record Drop(String reason) implements Verdict {}
}
