package dev.parley.modules.roster;

import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an account keeps of one contact (RFC 6121 §2.1.2).
 *
 * @param contact bare
 * @param name given by the owner, null if none
 * @param groups in the owner's order
 * @param state of the subscriptions between the two
 * @param approved true if a request of the contact is approved in advance (§3.4)
 * @param listed true if the contact is in the roster that clients see; false for one who has only
 *     asked, and for one who was removed
 * @param request the contact's unanswered request as XML; null if there is none, that is, if the
 *     state has no pending-in part
 * @param version the roster's version in which clients last saw a change; 0 if they never did
 */
record RosterItem(
    Jid contact,
    @Nullable String name,
    List<String> groups,
    SubscriptionState state,
    boolean approved,
    boolean listed,
    @Nullable String request,
    long version) {

  /** A contact of whom nothing is known. */
  static RosterItem unknown(Jid contact) {
    return new RosterItem(contact, null, List.of(), SubscriptionState.NONE, false, false, null, 0);
  }

  static RosterItem of(StoredRosterItem stored) {
    String subscription = stored.subscription();
    boolean both = subscription.equals("both");
    return new RosterItem(
        stored.contact(),
        stored.name(),
        stored.groups(),
        SubscriptionState.of(
            both || subscription.equals("to"),
            both || subscription.equals("from"),
            stored.ask(),
            stored.pendingIn() != null),
        stored.approved(),
        !stored.removed(),
        stored.pendingIn(),
        stored.version());
  }

  StoredRosterItem stored() {
    return new StoredRosterItem(
        contact,
        name,
        groups,
        state.attribute(),
        state.pendingOut(),
        approved,
        request,
        version,
        !listed);
  }

  /** True if there is nothing of the contact but, maybe, the memory of its removal. */
  boolean isGone() {
    return !listed && request == null;
  }

  /** The item with the name and groups that a client gives it. */
  RosterItem edited(@Nullable String newName, List<String> newGroups) {
    return new RosterItem(contact, newName, newGroups, state, approved, true, request, version);
  }

  /**
   * The item after a transition. A change that clients see puts the contact into the roster.
   *
   * @param asked the contact's request, if the transition makes it wait
   */
  RosterItem after(Transition transition, @Nullable String asked) {
    String waiting = request == null ? asked : request;
    return new RosterItem(
        contact,
        name,
        groups,
        transition.state(),
        transition.approved(),
        listed || transition.push(),
        transition.state().pendingIn() ? waiting : null,
        version);
  }

  /** What stays of the item after its removal from the roster (RFC 6121 §2.5). */
  RosterItem removed() {
    return unknown(contact).at(version);
  }

  /** What stays of the item once the contact's account is deleted: its place in the roster. */
  RosterItem left() {
    return new RosterItem(
        contact, name, groups, SubscriptionState.NONE, false, listed, null, version);
  }

  /** The item as of a version. */
  RosterItem at(long newVersion) {
    return new RosterItem(contact, name, groups, state, approved, listed, request, newVersion);
  }
}
