package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from, for a sender who waits for its acknowledgement (XEP-0198 §4). The
 * session's home is told when it is safe, so that the session may be on another stream by then; a
 * stream of another server is told itself.
 *
 * @param full the sender's full JID
 * @param session the id of the stream it was sent on; the session may be on another since
 * @param sequence its number in the session, counted from 1 without wrapping
 * @param stream where the stream of another server is told; null for sessions of this one
 */
public record Origin(
    Jid full, String session, long sequence, @Nullable BusAddress<ToSession> stream) {
  /** From a session of this server. */
  public Origin(Jid full, String session, long sequence) {
    this(full, session, sequence, null);
  }
}
