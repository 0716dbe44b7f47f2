package dev.parley.core.home;

import dev.parley.core.bus.Bus;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stream.StreamError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Letting go of a home's sessions. It takes a round trip: the home sends {@link ToSession.Release}
 * behind all deliveries, the edge answers with those the client may not have. Meanwhile the
 * account's lane is held, so that nothing overtakes them.
 */
final class Releases {
  private static final long TIMEOUT_MILLIS = 10_000;

  private final Sessions sessions;
  private final Bus bus;
  private final HomeLimits limits;
  private final Map<Session, Leaving> open = new HashMap<>();

  Releases(Sessions sessions, Bus bus, HomeLimits limits) {
    this.sessions = sessions;
    this.bus = bus;
    this.limits = limits;
  }

  /** A session whose edge was asked to let go of it. */
  private static final class Leaving {
    private final Promise<Void> gone = Promise.promise();
    private boolean goesOn;

    Leaving(boolean goesOn) {
      this.goesOn = goesOn;
    }
  }

  /**
   * Has the edge let go of a session.
   *
   * @param error that its client is told; null for none
   * @param goesOn true if it hibernates then
   * @return completes when it is gone, or hibernates
   */
  Future<Void> release(
      LiveAccount account, Session session, @Nullable StreamError error, boolean goesOn) {
    Leaving pending = open.get(session);
    if (pending != null) {
      pending.goesOn &= goesOn;
      return pending.gone.future();
    }
    if (session.isHibernating() && goesOn) {
      return Future.succeededFuture();
    }
    if (!session.isReady() || session.isHibernating()) {
      sessions.forget(account, session);
      return Future.succeededFuture();
    }
    Leaving leaving = new Leaving(goesOn);
    open.put(session, leaving);
    account.lane().hold(leaving.gone.future());
    session.leave(
        new ToSession.Release(error, goesOn),
        new Kept(limits, () -> sessions.resumptions().tooMuch(session)));
    bus.vertx()
        .setTimer(
            TIMEOUT_MILLIS,
            late -> {
              if (open.get(session) == leaving) {
                finish(account, session, List.of(), null);
              }
            });
    return leaving.gone.future();
  }

  /**
   * The edge has let go of a session.
   *
   * @param counts of XEP-0198; null if it had none
   */
  void finish(
      LiveAccount account,
      Session session,
      List<ToSession.Delivery> leftovers,
      ToPresence.@Nullable Counts counts) {
    Leaving leaving = open.remove(session);
    Kept kept = session.kept();
    if (leaving == null || kept == null) {
      return;
    }
    kept.released(leftovers, counts);
    if (leaving.goesOn && kept.isCounted()) {
      sessions.hibernate(account, session, leftovers);
    } else {
      sessions.forget(account, session);
    }
    leaving.gone.complete();
  }
}
