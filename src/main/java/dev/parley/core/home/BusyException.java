package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;

/** Too much waits for an account already; the sender is told to wait (RFC 6120 §8.3.3.18). */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BusyException(Jid account) {
    super("too many stanzas wait for " + account, null, false, false);
  }
}
