package dev.parley.bench;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** One kind of traffic. All but {@link #done} is called on the fleet's event loop. */
interface Load {
  /** Connects and logs in all clients; completes when they are ready. */
  CompletableFuture<?> open();

  void start();

  /** Units of work done since {@link #start}; any thread may ask. */
  long done();

  /** Starts nothing new from now on. */
  void stop();

  /** Whether everything that was started has ended. */
  boolean settled();

  /** What was lost, doubled, out of order or wrong; empty if nothing. */
  String faults();

  /** Latencies in nanoseconds, where the load measures them. */
  default Optional<Histogram> latencies() {
    return Optional.empty();
  }

  /** Drops the latencies measured so far: they were those of a cold server. */
  default void forgetLatencies() {}

  void close();
}
