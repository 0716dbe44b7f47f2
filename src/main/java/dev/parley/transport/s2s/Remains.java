package dev.parley.transport.s2s;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.ToSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * What a stream of ours that was cut leaves to the next one (XEP-0198 §5). Used on the context of
 * both.
 */
final class Remains {
  private final String token;
  private final Duration patience;
  private final Counting counting;
  private final long deadline;

  /**
   * Begins to wait.
   *
   * @param token by which the peer knows the stream
   * @param patience how long the peer keeps it
   * @param now in {@link System#nanoTime}
   */
  Remains(String token, Duration patience, Counting counting, long now) {
    this.token = token;
    this.patience = patience;
    this.counting = counting;
    this.deadline = now + patience.toNanos();
  }

  String token() {
    return token;
  }

  Duration patience() {
    return patience;
  }

  /** Whether nobody resumes it any more; {@code now} as of {@link System#nanoTime}. */
  boolean isLate(long now) {
    return now - deadline >= 0;
  }

  /** Completes once all that has come is safe, so that its number can be told. */
  Future<Void> settled() {
    return counting.settled();
  }

  /** What has come; goes with the stream. */
  HandledCounter inbound() {
    return counting.inbound();
  }

  /** The peer has handled so many. */
  void acknowledge(long h) {
    counting.acknowledge(h);
  }

  /** How many the peer has handled, without wrapping. */
  long acknowledged() {
    return counting.outbound().acknowledged();
  }

  /** What was sent and not acknowledged, in its order. */
  List<ToSession.Delivery> unacknowledged() {
    return counting.outbound().unacked();
  }

  /** Nothing is waited for any more. */
  void end() {
    counting.end();
  }
}
