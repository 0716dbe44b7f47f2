package dev.parley.transport.s2s;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Streams of other servers that these may resume on this node; safe from any thread. */
public final class ResumableStreams {
  private final Map<String, Suspension> streams = new ConcurrentHashMap<>();
  private final StreamCounts cut = new StreamCounts();

  /** A stream may be resumed by this token, from now on, and no other by it. */
  void put(String token, Suspension stream) {
    streams.put(token, stream);
  }

  /** It may not any more. */
  void remove(String token, Suspension stream) {
    streams.remove(token, stream);
  }

  /**
   * What a stream leaves to one that has proven {@code proof}; fails if there is no such stream.
   */
  Future<Suspension.Handover> take(String token, Suspension.Proof proof) {
    @Nullable Suspension stream = streams.get(token);
    return stream == null ? Future.failedFuture("no such stream") : stream.take(proof);
  }

  /** How many were cut and wait, by domain of the peer. */
  StreamCounts cut() {
    return cut;
  }
}
