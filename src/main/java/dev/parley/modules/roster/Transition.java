package dev.parley.modules.roster;

/**
 * What presence that manages a subscription does to the state of one contact.
 *
 * @param state the state from now on
 * @param approved whether a future request of the contact is approved already (RFC 6121 §3.4)
 * @param effect what becomes of the stanza
 * @param push true if clients see a change, and so must be told by a roster push (RFC 6121 §2.1.6)
 */
record Transition(SubscriptionState state, boolean approved, Effect effect, boolean push) {
  /** What becomes of the stanza that caused a transition. */
  enum Effect {
    /** Outbound: goes to the contact. */
    ROUTE,
    /** Inbound: goes to the account's clients. */
    DELIVER,
    /** Inbound: goes no further; the server itself answers {@code subscribed} for the account. */
    AUTO_REPLY,
    /** Goes no further. */
    IGNORE
  }
}
