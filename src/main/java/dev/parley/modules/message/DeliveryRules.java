package dev.parley.modules.message;

import dev.parley.protocol.stanza.Message;

/** What becomes of a message to a local account (RFC 6121 §8.5, table 1 of §8.5.4). */
final class DeliveryRules {
  private DeliveryRules() {}

  /** Whom the {@code to} address names. */
  enum Target {
    /** The account (RFC 6121 §8.5.2). */
    BARE,
    /** A session that there is (RFC 6121 §8.5.3.1). */
    SESSION,
    /** A session that there is not (RFC 6121 §8.5.3.2). */
    MISSING_SESSION
  }

  /** Who of the account is there to get what is sent to its bare JID. */
  enum Reach {
    /** There is no such account (RFC 6121 §8.5.1). */
    NO_ACCOUNT,
    /** No available session, or all with negative priority (RFC 6121 §8.5.2.2). */
    NOBODY,
    /** At least one available session with priority 0 or more (RFC 6121 §8.5.2.1). */
    SOMEBODY
  }

  /** What to do with the message. */
  enum Decision {
    /** Give it to all available sessions with priority 0 or more. */
    DELIVER_TO_ALL,
    /** Give it to the one session addressed. */
    DELIVER_TO_SESSION,
    /** Keep it until a session becomes available (XEP-0160). */
    STORE,
    /** Answer {@code service-unavailable}. */
    REFUSE,
    /** Do nothing. */
    IGNORE
  }

  /**
   * Decides. Where the RFC leaves a choice between silence and an error, a message that somebody
   * wrote gets the error, so that it is never lost unnoticed.
   */
  static Decision decide(Message.Type type, Target target, Reach reach) {
    if (reach == Reach.NO_ACCOUNT) {
      return switch (type) {
        case NORMAL, CHAT, GROUPCHAT -> Decision.REFUSE;
        case HEADLINE, ERROR -> Decision.IGNORE;
      };
    }
    return switch (target) {
      case SESSION -> Decision.DELIVER_TO_SESSION;
      case BARE -> toBare(type, reach);
      case MISSING_SESSION -> toMissing(type, reach);
    };
  }

  /** RFC 6121 §8.5.2.1.1 and §8.5.2.2.1. */
  private static Decision toBare(Message.Type type, Reach reach) {
    boolean somebody = reach == Reach.SOMEBODY;
    return switch (type) {
      case NORMAL, CHAT -> somebody ? Decision.DELIVER_TO_ALL : Decision.STORE;
      case HEADLINE -> somebody ? Decision.DELIVER_TO_ALL : Decision.IGNORE;
      case GROUPCHAT -> Decision.REFUSE;
      case ERROR -> Decision.IGNORE;
    };
  }

  /** RFC 6121 §8.5.3.2.1: a chat goes on with the account, all else was for that session only. */
  private static Decision toMissing(Message.Type type, Reach reach) {
    return switch (type) {
      case CHAT -> toBare(type, reach);
      case NORMAL, GROUPCHAT -> Decision.REFUSE;
      case HEADLINE, ERROR -> Decision.IGNORE;
    };
  }
}
