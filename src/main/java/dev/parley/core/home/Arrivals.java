package dev.parley.core.home;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Sessions that are expected to be ready next; what concerns their accounts waits for that. */
final class Arrivals {
  private static final long TIMEOUT_MILLIS = 10_000;

  private final Vertx vertx;
  private final Map<Session, Promise<Void>> expected = new HashMap<>();

  Arrivals(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Holds an account, in its turn, until a session of it comes, at most for some seconds. */
  Promise<Void> hold(LiveAccount account) {
    Promise<Void> ready = Promise.promise();
    account.lane().hold(ready.future());
    vertx.setTimer(TIMEOUT_MILLIS, late -> ready.tryComplete());
    return ready;
  }

  /** This is the session that an account is held for. */
  void expect(Session session, Promise<Void> ready) {
    expected.put(session, ready);
  }

  /**
   * Holds an account until a session of it is ready.
   *
   * @param late called if it is not in time
   */
  void expect(LiveAccount account, Session session, Runnable late) {
    Promise<Void> ready = Promise.promise();
    expected.put(session, ready);
    account.lane().hold(ready.future());
    vertx.setTimer(
        TIMEOUT_MILLIS,
        over -> {
          if (ready.equals(expected.get(session))) {
            late.run();
          }
        });
  }

  /** True if the session is expected. */
  boolean isExpected(Session session) {
    return expected.containsKey(session);
  }

  /** It is ready, or will not come: its account goes on. */
  void end(Session session) {
    Promise<Void> ready = expected.remove(session);
    if (ready != null) {
      ready.tryComplete();
    }
  }
}
