package dev.parley.modules.carbons;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what an account has sent of late, so that an error is copied if what it answers was
 * (XEP-0280 §6.1): an error need not contain the message (RFC 6120 §8.3.1).
 */
final class SentMessages {
  /** How many are remembered. */
  static final int MOST = 64;

  private final long[] keys = new long[MOST];
  private int next;

  /** Notes a message that was copied. */
  void add(Message message) {
    long key = key(message.to(), message.id());
    if (key != 0) {
      keys[next] = key;
      next = (next + 1) % MOST;
    }
  }

  /** True if an error answers one of these. */
  boolean isAnsweredBy(Message error) {
    long wanted = key(error.from(), error.id());
    for (int i = 0; wanted != 0 && i < MOST; i++) {
      if (keys[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** A number for the other side and the message; 0 if there is none. */
  private static long key(@Nullable Jid peer, @Nullable String id) {
    return peer == null || id == null
        ? 0
        : (long) peer.bare().hashCode() << 32 | (id.hashCode() & 0xffff_ffffL);
  }
}
