package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What modules do when the configuration is another, and before clients are cut off. */
final class Occasions {
  private final List<Runnable> reloads = new CopyOnWriteArrayList<>();
  private final List<Closing> closings = new CopyOnWriteArrayList<>();

  private record Closing(Home home, Supplier<Future<?>> task) {}

  /** Adds what is done at each reload; returns what takes it back. */
  Runnable onReload(Runnable task) {
    reloads.add(task);
    return () -> reloads.remove(task);
  }

  /** Adds what is done in a home as the server stops; returns what takes it back. */
  Runnable onClosing(Home home, Supplier<Future<?>> task) {
    Closing closing = new Closing(home, task);
    closings.add(closing);
    return () -> closings.remove(closing);
  }

  /** The configuration is another. */
  void reloaded() {
    reloads.forEach(Runnable::run);
  }

  /**
   * Completes when clients have been told all; never fails.
   *
   * @param patience after which it completes all the same
   */
  Future<Void> closing(Homes homes, Duration patience) {
    List<Future<?>> all = new ArrayList<>(closings.size());
    for (Closing closing : closings) {
      Promise<Object> done = Promise.promise();
      all.add(done.future());
      closing
          .home()
          .context()
          .runOnContext(here ->
              Future.succeededFuture()
                  .compose(start -> closing.task().get())
                  .onComplete(ended -> done.complete()));
    }
    Promise<Void> over = Promise.promise();
    // Timed without Vert.x: event loops that are behind have nothing to say about it.
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> over.tryComplete());
    if (all.isEmpty()) {
      over.tryComplete();
    }
    Future.all(all)
        // Words go from one home to another, and from there to a connection.
        .compose(told -> turn(homes))
        .compose(told -> turn(homes))
        .onComplete(told -> over.tryComplete());
    return over.future();
  }

  /** All event loops have done what they were given before. */
  private static Future<Void> turn(Homes homes) {
    return homes.forEach(home -> Future.succeededFuture());
  }
}
