package dev.parley.core.home;

import dev.parley.core.auth.Access;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of accounts are announced (XEP-0357). A feature publishes one to its home.
 * Accounts are bare, of this home, and loaded; nothing is announced any more from the call on, and
 * futures complete when that would survive a crash.
 */
public interface PushTargets {
  /** Who has come in so may not come again: what was asked for by it ends. */
  Future<Void> revoked(Jid account, Predicate<Access> ended);

  /** A session is taken from a client that has not said which it is: what it asked for ends. */
  Future<Void> ended(Jid account, Session session);

  /**
   * Nothing that let somebody in does so any more: everything ends, and is gone from the store.
   *
   * @param except a session of which the announcements go on; null for none
   */
  Future<Void> locked(Jid account, @Nullable Session except);
}
