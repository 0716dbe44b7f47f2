package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
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
