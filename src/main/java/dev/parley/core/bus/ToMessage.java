package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the message service of a shard is told. */
public sealed interface ToMessage {
  /**
   * A message to an account or session of this shard.
   *
   * @param message stamped with its sender's full JID
   * @param origin null unless the sender waits for an acknowledgement
   */
  record Inbound(Message message, @Nullable Origin origin) implements ToMessage {}

  /**
   * A message from a session of this shard, on its way out.
   *
   * @param message stamped with its sender's full JID
   * @param origin null unless the sender waits for an acknowledgement
   */
  record Outbound(Message message, @Nullable Origin origin) implements ToMessage {}

  /**
   * What a room says, for those of its occupants whose accounts are of this shard (XEP-0045 §7). It
   * is for their sessions alone: neither recorded nor kept for later.
   *
   * @param stanzas messages and presence in their order, from the room or its occupants, not yet
   *     addressed
   * @param occupants full JIDs, each of which gets all stanzas
   */
  record FromRoom(List<? extends Stanza> stanzas, List<Jid> occupants) implements ToMessage {}

  /**
   * What was said in a room to which these accounts of this shard belong, but where they are not
   * now: it may wake their phones, and waits in the archive of the room.
   *
   * @param message from the occupant, not addressed
   * @param accounts bare JIDs
   */
  record Missed(Message message, List<Jid> accounts) implements ToMessage {}

  /**
   * The client has these.
   *
   * @param account the bare JID they were delivered to
   * @param tickets as they came with the deliveries
   */
  record Taken(Jid account, List<Ticket> tickets) implements ToMessage {}

  /**
   * These messages of a session of this shard are safe: stored, taken by their next owner, or
   * answered with an error.
   *
   * @param full the session's full JID
   * @param session the stream they were sent on, as in the {@link Origin}s
   * @param sequences the numbers given there
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Safe(Jid full, String session, long[] sequences) implements ToMessage {}
}
