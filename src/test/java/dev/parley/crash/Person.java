package dev.parley.crash;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody with one device who comes again and again. Runs on a thread of its own. */
abstract class Person implements Runnable {
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Device device;
  private final Play play;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;
  private volatile boolean running = true;
  private volatile boolean greeted;

  Person(Device device, Play play) {
    this.device = device;
    this.play = play;
  }

  Device device() {
    return device;
  }

  Play play() {
    return play;
  }

  /**
   * Lives through one connection; returns when it has ended, and throws {@link
   * Line.UnreachableException} if there is none.
   */
  abstract void visit();

  @Override
  public final void run() {
    try {
      while (!pauses(Duration.ZERO)) {
        try {
          visit();
        } catch (Line.UnreachableException refused) {
          play.refused(refused);
          pauses(RETRY);
        }
      }
    } catch (RuntimeException | Error broken) {
      failure = broken;
    } finally {
      running = false;
    }
  }

  /** It has a session. */
  final void greet() {
    greeted = true;
  }

  /** True once it has had a session. */
  final boolean isGreeted() {
    return greeted;
  }

  /** False once it has left for good. */
  final boolean isRunning() {
    return running;
  }

  /** Stays out for some time; returns true if it is to be for good. */
  final boolean pauses(Duration time) {
    try {
      return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Lets the current session be the last. */
  final void stop() {
    stopped.countDown();
  }

  final boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Why it ended before its time, null if it did not. */
  final @Nullable Throwable failure() {
    return failure;
  }
}
