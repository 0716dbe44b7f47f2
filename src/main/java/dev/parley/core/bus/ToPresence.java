package dev.parley.core.bus;

import dev.parley.core.auth.Access;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the presence service of a shard is told. */
public sealed interface ToPresence {
  /**
   * A stream asks for a session (RFC 6120 §7, XEP-0386 §3.2).
   *
   * @param account the authenticated bare JID
   * @param resource as asked for by the client; null lets the server choose
   * @param stream the id of the stream, unpredictable
   * @param inline what Bind 2 is to do with it, children of {@code <bind/>}; null for a bind of RFC
   *     6120
   */
  record Bind(
      Jid account,
      @Nullable String resource,
      String stream,
      Access access,
      @Nullable List<Element> inline)
      implements ToPresence, Request<Bound> {}

  /**
   * The answer to {@link Bind}.
   *
   * @param full the JID of the session
   * @param address what its edge consumes from now on, {@code session/<full JID>}
   * @param viaHome see {@link ToSession.Routing}
   * @param answers of the features that Bind 2 has called
   */
  record Bound(Jid full, BusAddress<ToSession> address, boolean viaHome, List<Element> answers) {}

  /** The edge consumes the session's address: deliveries may begin. */
  record Ready(Jid full, String stream) implements ToPresence {}

  /**
   * The stream of a session has ended; the home answers with {@link ToSession.Release}.
   *
   * @param broken true if the connection was lost, so that the client may resume the session
   */
  record Closing(Jid full, String stream, boolean broken) implements ToPresence {}

  /**
   * The edge has let go of a session.
   *
   * @param leftovers deliveries the client may not have, in their order
   * @param counts where acknowledgement stands; null if the client has not enabled it
   */
  record Released(
      Jid full, String stream, List<ToSession.Delivery> leftovers, @Nullable Counts counts)
      implements ToPresence {}

  /**
   * Where acknowledgement stands (XEP-0198 §4).
   *
   * @param inbound of what the client has sent; belongs to the receiver from now on
   * @param acknowledged how many stanzas the client has acknowledged, without wrapping
   * @param unacknowledged how many of the leftovers were sent after those, from the first
   */
  record Counts(HandledCounter inbound, long acknowledged, int unacknowledged) {}

  /**
   * A session may be resumed when its connection is lost (XEP-0198 §5).
   *
   * @param token by which the client will name it, unpredictable
   * @param patience how long it is kept
   */
  record Resumable(Jid full, String stream, String token, Duration patience)
      implements ToPresence {}

  /**
   * A client asks for the session it had (XEP-0198 §5).
   *
   * @param account the authenticated bare JID
   * @param token of the session
   * @param h how many stanzas the client has handled, modulo 2^32
   * @param stream the id of the client's new stream
   */
  record Resume(Jid account, String token, long h, String stream, Access access)
      implements ToPresence, Request<Resumption> {}

  /** The answer to {@link Resume}. */
  sealed interface Resumption {
    /**
     * The session goes on. Its edge says {@link Ready}, and sends the client what it does not have.
     *
     * @param address what the edge consumes from now on
     * @param viaHome see {@link ToSession.Routing}
     * @param inbound belongs to the edge from now on
     * @param acknowledged how many stanzas the client has handled, without wrapping
     * @param again what comes after those, in its order
     */
    record Resumed(
        Jid full,
        BusAddress<ToSession> address,
        boolean viaHome,
        HandledCounter inbound,
        long acknowledged,
        List<ToSession.Delivery> again)
        implements Resumption {}

    /**
     * There is no such session, or no more.
     *
     * @param h how many of the client's stanzas were handled, modulo 2^32; null if that is not
     *     known
     */
    record Gone(@Nullable Long h) implements Resumption {}

    /**
     * The client has handled more than it was sent, by what it says.
     *
     * @param sent how many, modulo 2^32
     */
    record TooHigh(long sent) implements Resumption {}
  }

  /**
   * Whether somebody looks at what a session shows (XEP-0352).
   *
   * @param inactive true if nobody does
   */
  record Attention(Jid full, String stream, boolean inactive) implements ToPresence {}

  /** Presence from a session of this shard, other than about subscriptions. */
  record Outbound(Presence presence) implements ToPresence {}

  /** Presence that a session of this shard has sent to somebody; it is on its way already. */
  record Directed(Presence presence) implements ToPresence {}

  /** Presence or a probe to an account or session of this shard. */
  record Inbound(Presence presence) implements ToPresence {}

  /**
   * What a session of this server broadcasts, for contacts of this shard.
   *
   * @param presence not addressed yet; the home does that for those who are there
   * @param contacts bare, subscribed to the sender
   */
  record Notice(Presence presence, List<Jid> contacts) implements ToPresence {}

  /**
   * A session of this server asks contacts of this shard for their presence. Those who are not
   * there need not answer.
   *
   * @param prober the session's full JID
   * @param contacts bare
   */
  record Probes(Jid prober, List<Jid> contacts) implements ToPresence {}
}
