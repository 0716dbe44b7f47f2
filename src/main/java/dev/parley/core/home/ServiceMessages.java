package dev.parley.core.home;

import dev.parley.protocol.stanza.Message;

/** Takes messages to the domain of a service. A feature publishes one to each home. */
public interface ServiceMessages {
  /**
   * Takes a message to a service whose domain is of this shard.
   *
   * @return false if it means nothing to the service: the sender gets an error
   */
  boolean accept(Message message);
}
