package dev.parley.core.bus;

import dev.parley.core.auth.Access;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
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
   * @param full the JID of the session; its edge consumes {@code session/<full JID>} from now on
   * @param viaHome see {@link ToSession.Routing}
   * @param answers of the features that Bind 2 has called
   */
  record Bound(Jid full, boolean viaHome, List<Element> answers) {}

  /** The edge consumes the session's address: deliveries may begin. */
  record Ready(Jid full, String stream) implements ToPresence {}

  /** The stream of a session has ended; the home answers with {@link ToSession.Release}. */
  record Closing(Jid full, String stream) implements ToPresence {}

  /**
   * The edge has let go of a session.
   *
   * @param leftovers deliveries the client may not have, in their order
   */
  record Released(Jid full, String stream, List<ToSession.Delivery> leftovers)
      implements ToPresence {}

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
