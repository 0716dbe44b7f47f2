package dev.parley.core.home;

import dev.parley.protocol.stanza.Message;

/** Takes messages to a domain whose accounts live here. A feature adds one to each home. */
public interface DomainMessages {
  /** Takes a message; false if it means nothing: the sender gets an error. */
  boolean accept(Message message);
}
