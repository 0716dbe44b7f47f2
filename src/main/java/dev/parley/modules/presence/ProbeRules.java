package dev.parley.modules.presence;

/** How a probe is answered on behalf of an account (RFC 6121 §4.3.2). */
final class ProbeRules {
  private ProbeRules() {}

  /** Who asks, as the account sees it. */
  enum Prober {
    /** The account itself. */
    SELF,
    /** A contact with a subscription "from" or "both". */
    SUBSCRIBER,
    /** Not subscribed, but a session has sent it directed presence (§4.6). */
    DIRECTED,
    /** Anybody else. Also anybody, if there is no such account: the answer does not tell. */
    STRANGER,
    /** Somebody whom the account blocks (XEP-0191 §3.3). */
    BLOCKED
  }

  /** The answer. */
  enum Answer {
    /** The last presence that each available session broadcast, from its full JID. */
    EACH_PRESENCE,
    /** Unavailable, from the bare JID. */
    UNAVAILABLE,
    /** Available and no more, from each session that sent directed presence. */
    DIRECTED,
    /** Unsubscribed, from the bare JID. */
    UNSUBSCRIBED,
    /** None. */
    NONE
  }

  /**
   * Decides.
   *
   * @param available true if the account has an available session
   */
  static Answer answer(Prober prober, boolean available) {
    return switch (prober) {
      case SELF, SUBSCRIBER -> available ? Answer.EACH_PRESENCE : Answer.UNAVAILABLE;
      case DIRECTED -> Answer.DIRECTED;
      case STRANGER -> Answer.UNSUBSCRIBED;
      case BLOCKED -> Answer.NONE;
    };
  }
}
