package dev.parley.modules.presence;

import dev.parley.protocol.stanza.Presence;

/** What becomes of presence to a local account, but that of subscriptions (RFC 6121 §8.5). */
final class DeliveryRules {
  private DeliveryRules() {}

  /** Whom the {@code to} address names. */
  enum Target {
    /** The account (RFC 6121 §8.5.2). */
    BARE,
    /** A session that there is, available or not (RFC 6121 §8.5.3.1). */
    SESSION,
    /** A session that there is not (RFC 6121 §8.5.3.2). */
    MISSING_SESSION
  }

  /** What to do with the stanza. */
  enum Decision {
    /** Give it to all available sessions, whatever their priority. */
    DELIVER_TO_AVAILABLE,
    /** Give it to the one session addressed. */
    DELIVER_TO_SESSION,
    /** Answer for the account (RFC 6121 §4.3.2). */
    ANSWER_PROBE,
    /** Do nothing. */
    IGNORE
  }

  /** Decides for an account that exists. */
  static Decision decide(Presence.Type type, Target target) {
    return switch (type) {
      case AVAILABLE, UNAVAILABLE, ERROR ->
          switch (target) {
            case BARE -> Decision.DELIVER_TO_AVAILABLE;
            case SESSION -> Decision.DELIVER_TO_SESSION;
            case MISSING_SESSION -> Decision.IGNORE;
          };
      case PROBE -> Decision.ANSWER_PROBE;
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED ->
          throw new IllegalArgumentException("presence of type " + type + " is for the roster");
    };
  }
}
