package dev.parley.core.bus;

import dev.parley.protocol.stanza.Iq;

/** What the IQ service of a shard is told. */
public sealed interface ToIq {
  /** To an account of this shard, to one of its sessions, or to the domain of the sender. */
  record Inbound(Iq iq) implements ToIq {}

  /**
   * Asks somebody in the name of an account of this shard, or of a domain of it; the answer is a
   * result or an error. Fails if there is none in time, or no such account.
   *
   * @param iq with both addresses, the sender's bare; its id is replaced
   */
  record Ask(Iq iq) implements ToIq, Request<Iq> {}

  /** From a session of this shard to somebody else. */
  record Outbound(Iq iq) implements ToIq {}
}
