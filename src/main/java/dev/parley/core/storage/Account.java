package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import java.time.Instant;
import java.util.List;

/**
 * Somebody who may log in.
 *
 * @param jid bare
 * @param enabled false while the account may not log in
 * @param created to the millisecond; later digits are not kept
 * @param keys one for each mechanism, in no order; empty if the password is kept elsewhere
 */
public record Account(Jid jid, boolean enabled, Instant created, List<ScramKey> keys) {

  /** Copies the list. */
  public Account {
    keys = List.copyOf(keys);
  }
}
