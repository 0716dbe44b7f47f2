package dev.parley.modules.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** Carries bytes from one socket to another and back, no faster than it may. */
final class Relay {
  private final Vertx vertx;
  private final long bytesPerSecond;
  private long allowance;
  private long last = System.nanoTime();

  /**
   * Begins when {@link #join} is called.
   *
   * @param bytesPerSecond in both directions together; 0 for no limit
   */
  Relay(Vertx vertx, long bytesPerSecond) {
    this.vertx = vertx;
    this.bytesPerSecond = bytesPerSecond;
    this.allowance = bytesPerSecond;
  }

  /** Both sockets are paused; when one closes, so does the other. */
  void join(NetSocket one, NetSocket other) {
    carry(one, other);
    carry(other, one);
    one.resume();
    other.resume();
  }

  private void carry(NetSocket from, NetSocket to) {
    from.handler(bytes -> carry(bytes, from, to));
    from.endHandler(ended -> to.end());
    from.exceptionHandler(broken -> to.close());
  }

  private void carry(Buffer bytes, NetSocket from, NetSocket to) {
    to.write(bytes);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(drained -> from.resume());
      return;
    }
    long millis = spend(bytes.length());
    if (millis > 0) {
      from.pause();
      vertx.timer(millis, TimeUnit.MILLISECONDS).onSuccess(later -> from.resume());
    }
  }

  /** How many milliseconds to wait until the budget of a second is even again. */
  private long spend(int bytes) {
    if (bytesPerSecond == 0) {
      return 0;
    }
    long now = System.nanoTime();
    long earned = (long) ((now - last) * 1e-9 * bytesPerSecond);
    last = now;
    allowance = Math.min(bytesPerSecond, allowance + earned) - bytes;
    return allowance >= 0 ? 0 : -allowance * 1000 / bytesPerSecond + 1;
  }
}
