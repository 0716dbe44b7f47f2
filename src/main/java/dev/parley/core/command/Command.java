package dev.parley.core.command;

import io.vertx.core.Future;

/**
 * Something that somebody may have done (XEP-0050).
 *
 * @param <C> what is known of a call: who asks, and where
 */
public interface Command<C> {
  /** What identifies it at the entity that has it. */
  String node();

  /** What people see. */
  String name();

  /** True if this caller may run it; who may not does not see it. Asked again at each step. */
  boolean isOpenTo(C caller);

  /**
   * Begins. May throw or fail with {@link dev.parley.protocol.stanza.StanzaException}, which
   * becomes the error.
   */
  Future<Step<C>> start(C caller);
}
