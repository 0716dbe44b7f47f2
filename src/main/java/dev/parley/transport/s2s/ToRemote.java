package dev.parley.transport.s2s;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Request;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stanza.Stanza;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lines to other servers are told. */
sealed interface ToRemote {
  /** Where the lines to a domain are told. */
  static BusAddress<ToRemote> address(String remote) {
    return Places.ALL.of(Shard.of(remote));
  }

  /** Where the lines of a shard are told, 0 to 255. */
  static BusAddress<ToRemote> address(int shard) {
    return Places.ALL.of(shard);
  }

  /**
   * A stanza for another server.
   *
   * @param pair of its addresses
   * @param origin null unless its sender waits for an acknowledgement
   */
  record Send(DomainPair pair, Stanza stanza, @Nullable Origin origin) implements ToRemote {}

  /**
   * Ask the authoritative server of {@code pair.remote()} about a stream that somebody has opened
   * to us (XEP-0220 §2.1.2).
   *
   * @param id that we gave to the stream
   * @param key that came on it
   */
  record Verify(DomainPair pair, String id, String key)
      implements ToRemote, Request<Verification> {}

  /** What comes of that. */
  enum Verification {
    VALID,
    INVALID,
    /** The authoritative server does not know the domain, or nobody knows that server. */
    NOT_FOUND,
    /** There is no connection to it. */
    UNREACHABLE,
    /** It has not answered. */
    TIMEOUT,
    /** Too many are asked already. */
    BUSY
  }

  /**
   * A stream that the other server has opened can carry stanzas back (XEP-0288), or can again.
   *
   * @param resumed whether it goes on with one that was cut
   */
  record Back(DomainPair pair, BackLink link, boolean resumed) implements ToRemote {}

  /** It no longer can; what becomes of what was given to it comes with {@link BackGone}. */
  record BackEnds(DomainPair pair, BackLink link) implements ToRemote {}

  /**
   * What was given to it is known.
   *
   * @param unsent what was not written
   * @param unacknowledged what was written and may not have arrived
   */
  record BackGone(
      DomainPair pair,
      BackLink link,
      List<ToSession.Delivery> unsent,
      List<ToSession.Delivery> unacknowledged)
      implements ToRemote {}

  /**
   * A stream that somebody else has opened, as the lines use it; usable from any context, keeps the
   * order of each.
   */
  interface BackLink {
    /** Writes a stanza. */
    void send(ToSession.Delivery delivery);

    /** Largest element that the peer accepts, in bytes. */
    long maxBytes();

    /** Whether more is unacknowledged than may be; {@link Back} says when that is over. */
    boolean isFull();

    /** Nothing more comes from the line of this pair. */
    void settle(DomainPair pair);

    /** Nobody resumes it. */
    void giveUp();
  }

  /** Holds the addresses. */
  final class Places {
    private static final Addresses.Shards<ToRemote> ALL =
        new Addresses.Shards<>("s2s", ToRemote.class);

    private Places() {}
  }
}
