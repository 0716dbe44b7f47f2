package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;

/** What the roster service of a shard is told: presence that manages subscriptions. */
public sealed interface ToRoster {
  /** From a session of an account of this shard (RFC 6121 §3.1.2 and its likes). */
  record Outbound(Presence presence) implements ToRoster {}

  /** To an account of this shard (RFC 6121 §3.1.3 and its likes). */
  record Inbound(Presence presence) implements ToRoster {}

  /**
   * An account of this shard is about to be deleted: all that its contacts see of it ends. Answered
   * with true when the contacts of this server have it committed; fails if one could not.
   */
  record Leave(Jid account) implements ToRoster, Request<Boolean> {}

  /**
   * An account that had a contact of this shard is about to be deleted. Answered with true when the
   * end of their subscriptions is committed.
   *
   * @param contact an account of this shard, bare
   */
  record Left(Jid contact, Jid account) implements ToRoster, Request<Boolean> {}
}
