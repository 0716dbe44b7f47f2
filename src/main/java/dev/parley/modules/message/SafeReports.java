package dev.parley.modules.message;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.protocol.jid.Jid;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what has become safe, and tells the home of each sender once a turn of the event loop.
 */
final class SafeReports {
  private final Home home;
  private final OwnCopies copies;
  private final Map<String, Batch> batches = new HashMap<>();
  private boolean scheduled;

  SafeReports(Home home, OwnCopies copies) {
    this.home = home;
    this.copies = copies;
  }

  /** The message of this origin is safe; null if nobody waits to hear. */
  void add(@Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    batches.computeIfAbsent(origin.session(), session -> new Batch(origin)).add(origin.sequence());
    if (!scheduled) {
      scheduled = true;
      home.context().runOnContext(turn -> flush());
    }
  }

  private void flush() {
    scheduled = false;
    batches.forEach((session, batch) -> tell(batch.origin, batch.toArray()));
    batches.clear();
  }

  private void tell(Origin origin, long[] sequences) {
    var stream = origin.stream();
    if (stream != null) {
      home.bus().send(stream, new ToSession.Safe(sequences));
      return;
    }
    Jid full = origin.full();
    String session = origin.session();
    int shard = Shard.of(full);
    if (shard == home.shard()) {
      copies.safeElsewhere(full, session, sequences);
    } else {
      home.bus().send(Addresses.message(shard), new ToMessage.Safe(full, session, sequences));
    }
  }

  /** A growing list of numbers. */
  private static final class Batch {
    private final Origin origin;
    private long[] sequences = new long[4];
    private int size;

    Batch(Origin origin) {
      this.origin = origin;
    }

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
