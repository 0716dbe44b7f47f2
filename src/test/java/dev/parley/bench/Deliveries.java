package dev.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** What a load has seen: every delivery is counted here, and every fault. */
final class Deliveries {
  private final LongAdder delivered = new LongAdder();
  private long sent;
  private long skipped;
  private long repeated;
  private long foreign;
  private String firstForeign = "none";

  void sent(int count) {
    sent += count;
  }

  /**
   * Takes one delivery.
   *
   * @param counter as it was in the stanza
   * @param expected the counter that should have come
   * @return the counter that should come next
   */
  int delivered(int counter, int expected) {
    delivered.increment();
    if (counter < expected) {
      repeated++;
      return expected;
    }
    skipped += counter - expected;
    return counter + 1;
  }

  /** A stanza in {@code data[from, to)} came from somebody else than the peer, or as an error. */
  void foreign(byte[] data, int from, int to) {
    if (foreign++ == 0) {
      firstForeign = new String(data, from, to - from, StandardCharsets.UTF_8);
    }
  }

  /** Units of work done so far; may be asked by any thread. */
  long done() {
    return delivered.sum();
  }

  boolean complete() {
    return sent == delivered.sum();
  }

  /** Empty if all was delivered once and in order. */
  String faults() {
    boolean fine = complete() && skipped + repeated + foreign == 0;
    return fine
        ? ""
        : "sent="
            + sent
            + " delivered="
            + done()
            + " skipped="
            + skipped
            + " repeated="
            + repeated
            + " foreign="
            + foreign
            + ", the first: "
            + firstForeign;
  }
}
