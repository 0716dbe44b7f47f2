package dev.parley.core.home;

import dev.parley.protocol.stanza.Message;
import org.jspecify.annotations.Nullable;

/**
 * Shows an account's other sessions what one of them sends or gets (XEP-0280). A feature publishes
 * one to its home; the path of messages delivers what it makes.
 */
public interface Copies {
  /** True if the session has asked for copies. */
  boolean isWanted(Session session);

  /**
   * The copy of a message to the account, without addressee; null if it is not to be copied.
   *
   * @param message as it was delivered
   */
  @Nullable Message received(LiveAccount account, Message message);

  /**
   * The copy of a message that a session of the account has sent, without addressee; null if it is
   * not to be copied.
   *
   * @param message as it was sent on, with the stanza id of the account's own archive if it is
   *     there
   */
  @Nullable Message sent(LiveAccount account, Message message);
}
