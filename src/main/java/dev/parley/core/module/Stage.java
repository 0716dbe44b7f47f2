package dev.parley.core.module;

/** What a message passes at the home of its recipient, from top to bottom. */
public enum Stage {
  /**
   * May refuse the message: limits, spam. Blocking (XEP-0191) comes before, by the home's screen.
   */
  ADMIT,
  /** May add to it: stanza ids (XEP-0359). */
  ANNOTATE,
  /** May only record it: archive (XEP-0313). */
  RECORD,
  /** May only send more messages: carbons (XEP-0280), push (XEP-0357). */
  COPY
}
