package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;

/** The 256 parts into which all bare JIDs fall, the same on every node and in every release. */
public final class Shard {
  /** How many there are. */
  public static final int COUNT = 256;

  private Shard() {}

  /** The shard of a JID: 0 to 255, the same for all resources of a bare JID. */
  public static int of(Jid jid) {
    String local = jid.local();
    int hash = jid.domain().hashCode();
    if (local != null) {
      hash = hash * 31 + local.hashCode();
    }
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    hash *= 0xc2b2ae35;
    hash ^= hash >>> 16;
    return hash & (COUNT - 1);
  }

  /** The shard that keeps what concerns a stream before it has an account: 0 to 255. */
  public static int of(String stream) {
    int hash = stream.hashCode();
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (COUNT - 1);
  }
}
