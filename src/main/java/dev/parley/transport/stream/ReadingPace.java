package dev.parley.transport.stream;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.net.NetSocketInternal;
import java.util.concurrent.TimeUnit;

/**
 * Whether a socket is read: not while its budget is used up, nor while an answer is waited for, nor
 * while the peer does not read what it was written.
 */
final class ReadingPace {
  private final NetSocketInternal socket;
  private final EventLoop eventLoop;
  private boolean waiting;
  private boolean suspended;
  private boolean blocked;
  private boolean closed;

  ReadingPace(NetSocketInternal socket, EventLoop eventLoop) {
    this.socket = socket;
    this.eventLoop = eventLoop;
  }

  /** Reads nothing for so long. */
  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  void pay(long millis) {
    if (millis > 0 && !waiting) {
      waiting = true;
      update();
      eventLoop.schedule(
          () -> {
            waiting = false;
            update();
          },
          millis,
          TimeUnit.MILLISECONDS);
    }
  }

  /** Whether an answer is waited for. */
  boolean isSuspended() {
    return suspended;
  }

  /** An answer is waited for. */
  void suspend() {
    suspended = true;
    update();
  }

  /** It has come; reading goes on once what was read before has been used. */
  void resumeAfter(Runnable use) {
    suspended = false;
    use.run();
    update();
  }

  /** The peer has begun, or ceased, to read so slowly that nothing more can be written. */
  void block(boolean begun) {
    blocked = begun;
    update();
  }

  /** Our stream ends: what the peer writes is read, so that it comes to its end too. */
  void letEnd() {
    waiting = false;
    suspended = false;
    blocked = false;
    update();
  }

  /** The socket is closed. */
  void close() {
    closed = true;
  }

  private void update() {
    if (waiting || suspended || blocked) {
      socket.pause();
    } else if (!closed) {
      socket.resume();
    }
  }
}
