package dev.parley.modules.roster;

import dev.parley.protocol.jid.Jid;
import java.util.List;

/**
 * The rosters of one home, for its other services. Published to the home; used on its context, for
 * accounts that are loaded. An account without roster has no contacts.
 */
public interface Roster {
  /**
   * How the account and somebody see each other.
   *
   * @param contact anybody; only the bare JID counts
   */
  SubscriptionState state(Jid account, Jid contact);

  /**
   * True if somebody is in the roster, however they see each other.
   *
   * @param contact anybody; only the bare JID counts
   */
  boolean lists(Jid account, Jid contact);

  /**
   * True if somebody may see the account's presence: a contact with "from" or "both", or itself.
   */
  default boolean sharesPresenceWith(Jid account, Jid peer) {
    return peer.bare().equals(account) || state(account, peer).from();
  }

  /** The groups in which the account has put a contact; empty if it has none. */
  List<String> groups(Jid account, Jid contact);

  /**
   * The bare JIDs of those who get the account's presence: "from" and "both". Immutable; those of
   * one domain, and there those of one shard, stand together.
   */
  List<Jid> subscribers(Jid account);

  /** As {@link #subscribers}, those whose presence the account gets: "to" and "both". */
  List<Jid> subscriptions(Jid account);
}
