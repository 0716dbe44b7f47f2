package dev.parley.core.module;

/**
 * What a message passes at the home of its recipient, from top to bottom, before it is recorded and
 * delivered.
 */
public enum Stage {
  /**
   * May refuse the message: limits, spam. Blocking (XEP-0191) comes before, by the home's screen.
   */
  ADMIT,
  /**
   * May add to it or change it. The id of the archive (XEP-0359) comes after, by the path itself.
   */
  ANNOTATE
}
