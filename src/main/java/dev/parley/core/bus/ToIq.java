package dev.parley.core.bus;

import dev.parley.protocol.stanza.Iq;

/** What the IQ service of a shard is told. */
public sealed interface ToIq {
  /** To an account of this shard, to one of its sessions, or to the domain of the sender. */
  record Inbound(Iq iq) implements ToIq {}

  /** From a session of this shard to somebody else. */
  record Outbound(Iq iq) implements ToIq {}
}
