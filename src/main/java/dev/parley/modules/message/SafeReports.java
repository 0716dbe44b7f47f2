package dev.parley.modules.message;

import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToStream;
import io.vertx.core.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what has become safe, and tells each stream once a turn of the event loop. */
final class SafeReports {
  private final Bus bus;
  private final Context context;
  private final Map<BusAddress<ToStream>, Batch> batches = new HashMap<>();
  private boolean scheduled;

  SafeReports(Bus bus, Context context) {
    this.bus = bus;
    this.context = context;
  }

  /** The message of this origin is safe; null if nobody waits to hear. */
  void add(@Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    batches.computeIfAbsent(origin.stream(), stream -> new Batch()).add(origin.sequence());
    if (!scheduled) {
      scheduled = true;
      context.runOnContext(turn -> flush());
    }
  }

  private void flush() {
    scheduled = false;
    batches.forEach((stream, batch) -> bus.send(stream, new ToStream.Safe(batch.toArray())));
    batches.clear();
  }

  /** A growing list of numbers. */
  private static final class Batch {
    private long[] sequences = new long[4];
    private int size;

    void add(long sequence) {
      if (size == sequences.length) {
        sequences = Arrays.copyOf(sequences, size * 2);
      }
      sequences[size++] = sequence;
    }

    long[] toArray() {
      return Arrays.copyOf(sequences, size);
    }
  }
}
