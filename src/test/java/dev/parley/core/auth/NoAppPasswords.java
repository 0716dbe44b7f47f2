package dev.parley.core.auth;

import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.AppPasswordStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Nobody has an app password. */
public final class NoAppPasswords implements AppPasswordStore {
  @Override
  public Future<Void> add(Jid account, AppPassword password, List<ScramKey> keys) {
    return Future.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public Future<List<AppPassword>> list(Jid account) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Void> used(Jid account, String id, Instant now) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> remove(Jid account, String id) {
    return Future.succeededFuture(false);
  }
}
