package dev.parley.transport.s2s;

import dev.parley.core.config.LinkLimits;
import java.util.concurrent.TimeUnit;

/** Ends the stream of a line when it is of no use, or the peer does not answer. */
final class Watch {
  private static final long QUESTION_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long lastUsed = System.nanoTime();

  /** Somebody needs it; {@code now} as of {@link System#nanoTime}. */
  void used(long now) {
    lastUsed = now;
  }

  /**
   * Looks after it.
   *
   * @param asked whether somebody waits for an answer on it
   */
  void look(OutgoingStream stream, long now, LinkLimits limits, boolean asked) {
    if (stream.wire().rest()) {
      // A stream that was opened for a question only is of no more use (XEP-0220 §2.1.2).
      long patience = stream.isWanted() ? limits.idleTimeout().toNanos() : QUESTION_NANOS;
      if (now - lastUsed > patience && !asked) {
        stream.close();
        return;
      }
    } else if (stream.isUp()) {
      lastUsed = now;
    }
    boolean pending = !stream.isReady() || (stream.isWanted() && !stream.isUp());
    if (pending && now - stream.since() > limits.negotiationTimeout().toNanos()) {
      stream.abandon("it has not answered in time");
    } else if (stream.isOverdue(now)) {
      stream.lost();
    }
  }
}
