package dev.parley.modules.upload;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * Copies exactly so many bytes from a stream to another one, no faster than that takes them. Used
 * on one context.
 */
final class Gauge {
  private final ReadStream<Buffer> from;
  private final WriteStream<Buffer> to;
  private final Promise<Void> done = Promise.promise();
  private long missing;
  private int unwritten;

  private Gauge(ReadStream<Buffer> from, WriteStream<Buffer> to, long bytes) {
    this.from = from;
    this.to = to;
    this.missing = bytes;
  }

  /**
   * Completes when all is written; fails with {@link ContentStore.SizeException}, or as a stream.
   *
   * @param from paused
   */
  static Future<Void> copy(ReadStream<Buffer> from, WriteStream<Buffer> to, long bytes) {
    Gauge gauge = new Gauge(from, to, bytes);
    to.exceptionHandler(gauge::fail);
    from.exceptionHandler(gauge::fail).endHandler(end -> gauge.end()).handler(gauge::take).resume();
    return gauge.done.future();
  }

  private void take(Buffer buffer) {
    if (done.future().isComplete()) {
      return;
    }
    missing -= buffer.length();
    if (missing < 0) {
      fail(new ContentStore.SizeException());
      return;
    }
    unwritten++;
    to.write(buffer).onSuccess(written -> written()).onFailure(this::fail);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(ready -> from.resume());
    }
  }

  private void written() {
    unwritten--;
    if (missing == 0 && unwritten == 0) {
      done.tryComplete();
    }
  }

  private void end() {
    if (missing > 0) {
      fail(new ContentStore.SizeException());
    }
  }

  private void fail(Throwable cause) {
    done.tryFail(cause);
  }
}
