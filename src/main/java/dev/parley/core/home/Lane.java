package dev.parley.core.home;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other; a task may hold those behind it until a future completes. Used on
 * one context only.
 *
 * <p>A task that has to wait for storage can be pipelined: it begins as soon as all before it has
 * begun, and finishes in its turn. So the commits of many overlap while their order holds. All
 * other tasks wait until what is before them has finished.
 */
public final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** Tasks that have begun and not finished, in their order. */
  private final ArrayDeque<Open> open = new ArrayDeque<>(0);

  /** Tasks that have not begun: all behind the open ones. */
  private final ArrayDeque<Task> waiting = new ArrayDeque<>(0);

  /** How many of both there are: what is asked most often is whether there is none. */
  private int tasks;

  private int holds;
  private boolean draining;

  /** True if a task given now would run at once. */
  public boolean isFree() {
    return holds == 0 && tasks == 0 && !draining;
  }

  /** How many tasks have not finished. */
  public int waiting() {
    return tasks;
  }

  /** Runs the task now, or in its turn. */
  public void run(Runnable task) {
    if (isFree()) {
      task.run();
    } else {
      wait(new Ordinary(task));
    }
  }

  /** Begins the task now if nothing but begun tasks is before it, else in its turn. */
  public void run(Pipelined task) {
    if (holds > 0 || draining || !waiting.isEmpty()) {
      wait(new Begin(task));
      return;
    }
    Future<?> done = task.begin();
    if (open.isEmpty() && isDone(done)) {
      task.finish(causeOf(done));
    } else {
      opened(task, done);
    }
  }

  /**
   * Makes all tasks behind the current one wait until the future completes, in whatever way; those
   * that have begun already do not finish before. The future completes on the lane's context.
   */
  public void hold(@Nullable Future<?> until) {
    if (until == null || until.isComplete()) {
      return;
    }
    holds++;
    until.onComplete(ended -> {
      holds--;
      drain();
    });
  }

  /**
   * Makes all tasks behind the current one wait until the future has completed and those have gone
   * on who wait for the result.
   *
   * @param until completes later, on the lane's context
   * @return the same result
   */
  public <T> Future<T> holding(Future<T> until) {
    Promise<T> result = Promise.promise();
    Promise<Void> over = Promise.promise();
    hold(over.future());
    until.onComplete(ended -> {
      try {
        result.handle(ended);
      } finally {
        over.complete();
      }
    });
    return result.future();
  }

  private void wait(Task task) {
    waiting.add(task);
    tasks++;
  }

  private void opened(Pipelined task, @Nullable Future<?> done) {
    open.add(new Open(task, done));
    tasks++;
    if (done != null && !done.isComplete()) {
      done.onComplete(ended -> drain());
    }
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (holds == 0 && step()) {
        // One task after the other.
      }
    } finally {
      draining = false;
    }
  }

  /** Finishes, begins or runs one task; false if there is none whose turn it is. */
  private boolean step() {
    Open first = open.peek();
    if (first != null && isDone(first.done())) {
      open.remove();
      tasks--;
      guarded(() -> first.task().finish(causeOf(first.done())));
      return true;
    }
    Task next = waiting.peek();
    if (next instanceof Begin pipelined) {
      waiting.remove();
      tasks--;
      guarded(() -> opened(pipelined.task(), pipelined.task().begin()));
      return true;
    }
    if (next instanceof Ordinary ordinary && first == null) {
      waiting.remove();
      tasks--;
      guarded(ordinary.task());
      return true;
    }
    return false;
  }

  /** A task that fails by our own fault must not stop those behind it. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException wrong) {
      LOG.error("a task of an account failed", wrong);
    }
  }

  private static boolean isDone(@Nullable Future<?> future) {
    return future == null || future.isComplete();
  }

  private static @Nullable Throwable causeOf(@Nullable Future<?> done) {
    return done == null ? null : done.cause();
  }

  /** A task that stores something, and goes on when that is done. */
  public interface Pipelined {
    /**
     * Starts to store. What must not be decided before all earlier tasks have finished belongs into
     * {@link #finish}.
     *
     * @return completes on the lane's context; null if there is nothing to wait for
     */
    @Nullable Future<?> begin();

    /**
     * Goes on, after all earlier tasks.
     *
     * @param cause null unless the future failed
     */
    void finish(@Nullable Throwable cause);
  }

  /** What has not begun. */
  private sealed interface Task permits Ordinary, Begin {}

  private record Ordinary(Runnable task) implements Task {}

  private record Begin(Pipelined task) implements Task {}

  private record Open(Pipelined task, @Nullable Future<?> done) {}
}
