package dev.parley.core.storage.sql;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a database can be used, and who wants to know. Safe on any thread. */
final class Availability {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean available = true;

  /** True until {@link #lost}, and again after {@link #regained}. */
  boolean isAvailable() {
    return available;
  }

  /** Calls the handler on this context at each change. */
  void listen(Vertx vertx, Handler<Boolean> handler) {
    listeners.add(new Listener(vertx.getOrCreateContext(), handler));
  }

  /** The database cannot be used; true if it could until now. */
  boolean lost(String reason) {
    if (!change(false)) {
      return false;
    }
    LOG.error("database unavailable: {}", reason);
    return true;
  }

  /** The database can be used again. */
  void regained() {
    if (change(true)) {
      LOG.info("database available again");
    }
  }

  private boolean change(boolean now) {
    if (available == now) {
      return false;
    }
    synchronized (this) {
      if (available == now) {
        return false;
      }
      available = now;
      // Under the lock, so that nobody is told of two changes in the wrong order.
      listeners.forEach(listener -> listener.tell(now));
    }
    return true;
  }

  private record Listener(Context context, Handler<Boolean> handler) {
    void tell(boolean now) {
      context.runOnContext(ignored -> handler.handle(now));
    }
  }
}
