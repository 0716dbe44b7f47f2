package dev.parley.modules.muc;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;

/** One session of an occupant. */
final class Seat {
  private final Jid full;
  private final Budget messages;
  private final Budget changes;
  private Presence presence;
  private boolean versioned;

  /**
   * A session that has just entered.
   *
   * @param presence as its client sent it
   */
  Seat(Jid full, Presence presence, Budget messages, Budget changes) {
    this.full = full;
    this.presence = presence;
    this.messages = messages;
    this.changes = changes;
  }

  /** The real address. */
  Jid full() {
    return full;
  }

  /** What its client sent last. */
  Presence presence() {
    return presence;
  }

  void presence(Presence sent) {
    presence = sent;
  }

  /** True if it follows the versions of affiliations (XEP-0463). */
  boolean isVersioned() {
    return versioned;
  }

  void versioned(boolean follows) {
    versioned = follows;
  }

  /** What it may say. */
  Budget messages() {
    return messages;
  }

  /** How often it may change what others see of it. */
  Budget changes() {
    return changes;
  }
}
