package dev.parley.core.home;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other; a task may hold those behind it until a future completes. Used on
 * one context only.
 */
public final class Lane {
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);
  private int holds;
  private boolean draining;

  /** True if a task given now would run at once. */
  public boolean isFree() {
    return holds == 0 && !draining && waiting.isEmpty();
  }

  /** How many tasks wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Runs the task now, or in its turn. */
  public void run(Runnable task) {
    if (isFree()) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  /**
   * Makes all tasks behind the current one wait until the future completes, in whatever way. The
   * future completes on the lane's context.
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

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (holds == 0) {
        Runnable task = waiting.poll();
        if (task == null) {
          return;
        }
        task.run();
      }
    } finally {
      draining = false;
    }
  }
}
