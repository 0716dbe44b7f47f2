package dev.parley.modules.blocklists;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a list is read: soon after the start, every hour, and with each new connection; what fails
 * is tried again after a second, then after twice that, up to an hour. In between the subscription
 * is renewed, so that a lost connection is noticed. Runs on one context.
 */
final class Timetable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
  private static final long FIRST_MILLIS = 500;
  private static final long CHECK_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Vertx vertx;
  private final Supplier<Future<?>> check;
  private final Supplier<Future<?>> read;
  private long timer = -1;
  private long pause = FIRST_MILLIS;
  private boolean reading;
  private boolean wasRead;
  private long readAt;

  /**
   * @param check notices whether the connection is lost
   * @param read reads the whole list
   */
  Timetable(Vertx vertx, Supplier<Future<?>> check, Supplier<Future<?>> read) {
    this.vertx = vertx;
    this.check = check;
    this.read = read;
  }

  void start() {
    next(FIRST_MILLIS, this::read);
  }

  /** Reads, unless that is being done or has just been done. */
  void connected() {
    if (!reading && (!wasRead || System.nanoTime() - readAt > REST_NANOS)) {
      read();
    }
  }

  private void next(long millis, Runnable what) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(millis, now -> what.run());
  }

  private void read() {
    reading = true;
    read.get()
        .onComplete(done -> {
          reading = false;
          if (done.succeeded()) {
            wasRead = true;
            readAt = System.nanoTime();
            pause = FIRST_MILLIS;
            next(CHECK_MILLIS, this::check);
          } else {
            pause = Math.min(pause * 2, HOUR_MILLIS);
            next(pause + ThreadLocalRandom.current().nextLong(pause), this::read);
          }
        });
  }

  @SuppressWarnings("ReturnValueIgnored") // one that fails is followed by another
  private void check() {
    if (System.nanoTime() - readAt > TimeUnit.MILLISECONDS.toNanos(HOUR_MILLIS)) {
      read();
    } else {
      next(CHECK_MILLIS, this::check);
      check.get().onFailure(cause -> LOG.debug("not subscribed: {}", cause.toString()));
    }
  }
}
