package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import dev.parley.core.config.QueueLimits;
import dev.parley.protocol.stanza.Stanza;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Stanzas that wait for a server, in their order, each for a limited time. */
final class Outbox {
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);
  private long bytes;

  /**
   * A stanza.
   *
   * @param bytes how many it takes
   * @param deadline until when it may wait, in {@link System#nanoTime}
   */
  record Waiting(ToSession.Delivery delivery, int bytes, long deadline) {}

  /** Adds a stanza; false if it does not fit. */
  boolean add(ToSession.Delivery delivery, int size, long now, QueueLimits limits) {
    if (waiting.size() >= limits.stanzas() || bytes + size > limits.bytes()) {
      return false;
    }
    waiting.add(new Waiting(delivery, size, now + limits.timeout().toNanos()));
    bytes += size;
    return true;
  }

  /** Puts back what was taken too soon, before all others. */
  void addFirst(Waiting first) {
    waiting.addFirst(first);
    bytes += first.bytes();
  }

  /**
   * Puts stanzas that were taken out before all others, in their order.
   *
   * @param size of a stanza in bytes
   * @param deadline of each, in {@link System#nanoTime}
   */
  void addFirst(List<ToSession.Delivery> all, ToIntFunction<Stanza> size, long deadline) {
    for (int i = all.size() - 1; i >= 0; i--) {
      ToSession.Delivery delivery = all.get(i);
      addFirst(new Waiting(delivery, size.applyAsInt(delivery.stanza()), deadline));
    }
  }

  /** The first stanza, taken out; null if there is none. */
  @Nullable Waiting poll() {
    Waiting first = waiting.poll();
    if (first != null) {
      bytes -= first.bytes();
    }
    return first;
  }

  /** Takes out those that have waited long enough, or would have by {@code now}. */
  List<ToSession.Delivery> expired(long now) {
    List<ToSession.Delivery> expired = new ArrayList<>(0);
    // Those that were put back may be later than those behind them; they are few and soon gone.
    while (!waiting.isEmpty() && now - waiting.peek().deadline() >= 0) {
      expired.add(waiting.peek().delivery());
      poll();
    }
    return expired;
  }

  /** Takes out all. */
  List<ToSession.Delivery> takeAll() {
    List<ToSession.Delivery> all = new ArrayList<>(waiting.size());
    for (Waiting one : waiting) {
      all.add(one.delivery());
    }
    waiting.clear();
    bytes = 0;
    return all;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  long bytes() {
    return bytes;
  }
}
