package dev.parley.modules.roster;

import dev.parley.modules.roster.Transition.Effect;
import dev.parley.protocol.stanza.Presence;

/** The subscription state machine (RFC 6121 §3 and appendix A.2, A.3). */
final class SubscriptionRules {
  private SubscriptionRules() {}

  /**
   * What presence from the account to a contact does at the account's server (appendix A.2).
   *
   * @param approved whether the contact's request is approved in advance
   * @param type one of the four that manage subscriptions
   */
  static Transition outbound(SubscriptionState state, boolean approved, Presence.Type type) {
    return switch (type) {
      case SUBSCRIBE -> change(state, approved, state.withPendingOut(), approved, Effect.ROUTE);
      case UNSUBSCRIBE -> change(state, approved, state.withTo(false), approved, Effect.ROUTE);
      case SUBSCRIBED -> approve(state, approved);
      case UNSUBSCRIBED -> {
        boolean known = state.from() || state.pendingIn();
        yield change(
            state, approved, state.withFrom(false), false, known ? Effect.ROUTE : Effect.IGNORE);
      }
      case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> throw notOfSubscriptions(type);
    };
  }

  /** Approval, or approval in advance where nothing was asked yet (§3.1.5, §3.4.2). */
  private static Transition approve(SubscriptionState state, boolean approved) {
    if (state.pendingIn()) {
      return change(state, approved, state.withFrom(true), approved, Effect.ROUTE);
    }
    return change(state, approved, state, approved || !state.from(), Effect.IGNORE);
  }

  /**
   * What presence from a contact to the account does at the account's server (appendix A.3).
   *
   * @param approved whether the contact's request is approved in advance
   * @param type one of the four that manage subscriptions
   */
  static Transition inbound(SubscriptionState state, boolean approved, Presence.Type type) {
    return switch (type) {
      case SUBSCRIBE -> ask(state, approved);
      case UNSUBSCRIBE ->
          state.from() || state.pendingIn()
              ? change(state, approved, state.withFrom(false), approved, Effect.DELIVER)
              : ignore(state, approved);
      case SUBSCRIBED ->
          state.pendingOut()
              ? change(state, approved, state.withTo(true), approved, Effect.DELIVER)
              : ignore(state, approved);
      case UNSUBSCRIBED ->
          state.to() || state.pendingOut()
              ? change(state, approved, state.withTo(false), approved, Effect.DELIVER)
              : ignore(state, approved);
      case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> throw notOfSubscriptions(type);
    };
  }

  /** A contact's request (§3.1.3): never shown twice, answered where the answer is known. */
  private static Transition ask(SubscriptionState state, boolean approved) {
    if (state.from() || approved) {
      return change(state, approved, state.withFrom(true), approved, Effect.AUTO_REPLY);
    }
    if (state.pendingIn()) {
      return ignore(state, approved);
    }
    return change(state, approved, state.withPendingIn(), approved, Effect.DELIVER);
  }

  private static Transition ignore(SubscriptionState state, boolean approved) {
    return new Transition(state, approved, Effect.IGNORE, false);
  }

  private static Transition change(
      SubscriptionState before,
      boolean approvedBefore,
      SubscriptionState after,
      boolean approved,
      Effect effect) {
    boolean seen =
        before.to() != after.to()
            || before.from() != after.from()
            || before.pendingOut() != after.pendingOut()
            || approvedBefore != approved;
    return new Transition(after, approved, effect, seen);
  }

  private static IllegalArgumentException notOfSubscriptions(Presence.Type type) {
    return new IllegalArgumentException("presence of type " + type + " manages no subscription");
  }
}
