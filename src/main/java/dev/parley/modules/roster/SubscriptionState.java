package dev.parley.modules.roster;

/**
 * How an account and a contact see each other's presence, as the account's server knows it (RFC
 * 6121 appendix A.1).
 */
public enum SubscriptionState {
  /** Neither sees the other. */
  NONE,
  /** The account has asked, and waits. */
  NONE_PENDING_OUT,
  /** The contact has asked, and waits. */
  NONE_PENDING_IN,
  /** Both have asked, and wait. */
  NONE_PENDING_OUT_IN,
  /** The account sees the contact. */
  TO,
  /** The account sees the contact, who has asked, and waits. */
  TO_PENDING_IN,
  /** The contact sees the account. */
  FROM,
  /** The contact sees the account, which has asked, and waits. */
  FROM_PENDING_OUT,
  /** Each sees the other. */
  BOTH;

  private final boolean to = name().startsWith("TO") || name().equals("BOTH");
  private final boolean from = name().startsWith("FROM") || name().equals("BOTH");
  private final boolean pendingOut = name().contains("OUT");
  private final boolean pendingIn = name().endsWith("IN");

  private static final SubscriptionState[] BY_FLAGS = new SubscriptionState[16];

  static {
    for (SubscriptionState state : values()) {
      BY_FLAGS[flags(state.to, state.from, state.pendingOut, state.pendingIn)] = state;
    }
  }

  /**
   * The state with these properties. A request that is granted is no longer pending: {@code
   * pendingOut} is ignored with {@code to}, and {@code pendingIn} with {@code from}.
   */
  public static SubscriptionState of(
      boolean to, boolean from, boolean pendingOut, boolean pendingIn) {
    return BY_FLAGS[flags(to, from, pendingOut && !to, pendingIn && !from)];
  }

  private static int flags(boolean to, boolean from, boolean pendingOut, boolean pendingIn) {
    return (to ? 1 : 0) | (from ? 2 : 0) | (pendingOut ? 4 : 0) | (pendingIn ? 8 : 0);
  }

  /** True if the account gets the contact's presence: "to" or "both". */
  public boolean to() {
    return to;
  }

  /** True if the contact gets the account's presence: "from" or "both". */
  public boolean from() {
    return from;
  }

  /** True if the account's request waits for an answer; shown to clients as {@code ask}. */
  public boolean pendingOut() {
    return pendingOut;
  }

  /** True if the contact's request waits for an answer; never shown in the roster. */
  public boolean pendingIn() {
    return pendingIn;
  }

  SubscriptionState withTo(boolean granted) {
    return of(granted, from, false, pendingIn);
  }

  SubscriptionState withFrom(boolean granted) {
    return of(to, granted, pendingOut, false);
  }

  SubscriptionState withPendingOut() {
    return of(to, from, true, pendingIn);
  }

  SubscriptionState withPendingIn() {
    return of(to, from, pendingOut, true);
  }

  /** The value of the {@code subscription} attribute (RFC 6121 §2.1.2.5). */
  public String attribute() {
    if (to) {
      return from ? "both" : "to";
    }
    return from ? "from" : "none";
  }
}
