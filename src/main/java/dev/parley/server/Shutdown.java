package dev.parley.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a server, closed one after the other, the last opened first, some of them side by
 * side. A part that takes long is named in the log, and one that takes too long is left behind.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /** A little longer than clients may take to close their streams. */
  private static final Duration LONG = Duration.ofSeconds(7);

  private final Deque<List<Part>> groups = new ArrayDeque<>();
  private @Nullable Future<Boolean> result;

  /**
   * Something to be closed.
   *
   * @param name for the log, as in "not closed yet: NAME"
   */
  record Part(String name, Supplier<Future<?>> close) {}

  /** Has a part closed before all that were added earlier. */
  void add(String name, Supplier<Future<?>> close) {
    addTogether(List.of(new Part(name, close)));
  }

  /** Has parts closed side by side, before all that were added earlier. */
  void addTogether(List<Part> parts) {
    groups.push(parts);
  }

  /**
   * Closes all parts, once: another call gives the same result. Timed without Vert.x, which is one
   * of them.
   *
   * @param longest for all of them together; half of it is shared out, so that each has some left
   * @return true if every part was closed in time; never fails
   */
  synchronized Future<Boolean> run(Duration longest) {
    if (result == null) {
      result = closeAll(longest);
    }
    return result;
  }

  private Future<Boolean> closeAll(Duration longest) {
    long share = longest.toNanos() / (2L * Math.max(1, groups.size()));
    long end = System.nanoTime() + longest.toNanos();
    Future<Boolean> all = Future.succeededFuture(true);
    while (!groups.isEmpty()) {
      List<Part> parts = groups.pop();
      long deadline = end - share * groups.size();
      all = all.compose(before -> close(parts, deadline).map(closed -> before && closed));
    }
    return all;
  }

  private static Future<Boolean> close(List<Part> parts, long deadline) {
    List<Future<Boolean>> closed = parts.stream().map(part -> close(part, deadline)).toList();
    return Future.all(closed).map(all -> closed.stream().allMatch(Future::result));
  }

  private static Future<Boolean> close(Part part, long deadline) {
    Promise<Boolean> closed = Promise.promise();
    AtomicBoolean over = new AtomicBoolean();
    long left = deadline - System.nanoTime();
    if (left > LONG.toNanos()) {
      after(LONG.toNanos(), () -> warnUnless(over, "not closed yet: {}", part));
    }
    after(
        left,
        () -> {
          warnUnless(over, "left behind, since it does not close: {}", part);
          closed.tryComplete(false);
        });
    Future.succeededFuture()
        .compose(now -> part.close().get())
        .onFailure(cause -> LOG.warn("not closed cleanly: {}", part.name(), cause))
        .onComplete(done -> {
          LOG.debug("closed: {}", part.name());
          over.set(true);
          closed.tryComplete(true);
        });
    return closed.future();
  }

  private static void warnUnless(AtomicBoolean over, String message, Part part) {
    if (!over.get()) {
      LOG.warn(message, part.name());
    }
  }

  private static void after(long nanos, Runnable task) {
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(task);
  }
}
