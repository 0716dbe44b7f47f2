package dev.parley.core.bus;

import dev.parley.protocol.stanza.Presence;

/** What the roster service of a shard is told: presence that manages subscriptions. */
public sealed interface ToRoster {
  /** From a session of an account of this shard (RFC 6121 §3.1.2 and its likes). */
  record Outbound(Presence presence) implements ToRoster {}

  /** To an account of this shard (RFC 6121 §3.1.3 and its likes). */
  record Inbound(Presence presence) implements ToRoster {}
}
