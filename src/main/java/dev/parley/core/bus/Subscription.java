package dev.parley.core.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;

/** A consumer on the bus. Whoever made it ends it: none ends by itself. */
public final class Subscription {
  private final Bus bus;
  private final Station<?> station;

  Subscription(Bus bus, Station<?> station) {
    this.bus = bus;
    this.station = station;
  }

  /** Stops consuming; completes when nothing more arrives. */
  public Future<Void> cancel() {
    bus.remove(station);
    station.close();
    ContextInternal context = station.context();
    if (context.inThread()) {
      return Future.succeededFuture();
    }
    // A body may be with the consumer just now.
    Promise<Void> last = Promise.promise();
    try {
      context.executor().execute(last::complete);
    } catch (RejectedExecutionException ended) {
      last.complete();
    }
    return last.future();
  }
}
