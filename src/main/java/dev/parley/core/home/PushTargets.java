package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;

/** Where the messages of accounts are announced (XEP-0357). A feature publishes one to its home. */
public interface PushTargets {
  /**
   * A device is no longer the account's: nothing is announced to it any more.
   *
   * @param account bare, of this home, loaded
   * @param device as {@link dev.parley.core.auth.Access#device}
   * @return completes when that would survive a crash
   */
  Future<Void> forget(Jid account, String device);
}
