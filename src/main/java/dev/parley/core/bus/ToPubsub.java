package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import java.util.List;
import java.util.Set;

/** What the publish-subscribe service of a shard is told. */
public sealed interface ToPubsub {
  /** An IQ to a service whose domain is of this shard; answered with its result. */
  record Ask(Iq iq) implements ToPubsub, Request<Iq> {}

  /**
   * An event for accounts of this shard, to those of their sessions that have asked for it by their
   * capabilities (XEP-0163 §4).
   *
   * @param message in the name of the publishing account, not addressed yet
   * @param feature that a session has to have, as {@code urn:xmpp:avatar:metadata+notify}
   * @param accounts bare
   */
  record Event(Message message, String feature, List<Jid> accounts) implements ToPubsub {}

  /**
   * An event for a subscriber of this shard who is to get it only while available (XEP-0060 §12.1).
   *
   * @param message addressed to the subscriber
   * @param shows as in {@code pubsub#show-values}; empty for all
   */
  record WhileAvailable(Message message, Set<String> shows) implements ToPubsub {}

  /**
   * A session has come and wants to know the last items of accounts of this shard (XEP-0163 §4.3).
   *
   * @param session its full JID
   * @param nodes whose items it wants
   * @param accounts bare
   */
  record Interest(Jid session, Set<String> nodes, List<Jid> accounts) implements ToPubsub {}

  /** A subscriber has come and wants the last item of a node of this shard (XEP-0060 §12.6). */
  record Arrival(Jid service, String node, Jid subscriber) implements ToPubsub {}

  /** How an account of this shard sees somebody. */
  record Ties(Jid account, Jid contact) implements ToPubsub, Request<Tied> {}

  /**
   * The answer to {@link Ties}.
   *
   * @param presence true if the contact may see the account's presence
   * @param groups of the account's roster that the contact is in
   */
  record Tied(boolean presence, Set<String> groups) {
    /** Nothing at all. */
    public static final Tied NOT = new Tied(false, Set.of());

    /** Copies the groups. */
    public Tied {
      groups = Set.copyOf(groups);
    }
  }

  /** An account is gone: forget what it could do at nodes of this shard. */
  record Forget(Jid account, List<Place> places) implements ToPubsub {}

  /** One node of one service. */
  record Place(Jid service, String node) {}
}
