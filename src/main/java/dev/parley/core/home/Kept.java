package dev.parley.core.home;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told while no stream carries it: from the moment its edge is asked to let go,
 * until another stream goes on with it or it ends.
 */
final class Kept {
  private final HomeLimits limits;
  private final Runnable tooMuch;

  /** What came back unsent, and what has come since. */
  private final Latest waiting = new Latest();

  /** What the client may have, behind what it has acknowledged. */
  private List<ToSession.Delivery> sent = List.of();

  private List<long[]> safe = new ArrayList<>(0);
  private @Nullable HandledCounter inbound;
  private @Nullable Runnable settled;
  private long acknowledged;
  private long sentBytes;
  private boolean overfull;

  /**
   * Begins to keep.
   *
   * @param tooMuch called once, when more waits than may
   */
  Kept(HomeLimits limits, Runnable tooMuch) {
    this.limits = limits;
    this.tooMuch = tooMuch;
  }

  void add(ToSession event) {
    if (event instanceof ToSession.Delivery delivery) {
      waiting.add(delivery);
      check();
    } else if (event instanceof ToSession.Safe reported) {
      if (inbound == null) {
        safe.add(reported.sequences());
      } else {
        handle(inbound, reported.sequences());
      }
    }
  }

  private void check() {
    boolean exceeded =
        sentBytes + waiting.bytes() > limits.keptBytes()
            || sent.size() + waiting.size() > limits.keptStanzas();
    if (exceeded && !overfull) {
      overfull = true;
      tooMuch.run();
    }
  }

  private void handle(HandledCounter counter, long[] sequences) {
    for (long sequence : sequences) {
      counter.safe(sequence);
    }
    Runnable told = settled;
    if (told != null && isSettled()) {
      settled = null;
      told.run();
    }
  }

  /** The edge has let go. */
  void released(List<ToSession.Delivery> leftovers, ToPresence.@Nullable Counts counts) {
    int numbered = counts == null ? 0 : counts.unacknowledged();
    sent = List.copyOf(leftovers.subList(0, numbered));
    for (ToSession.Delivery delivery : sent) {
      sentBytes += Latest.sizeOf(delivery);
    }
    List<ToSession.Delivery> later = waiting.take();
    leftovers.subList(numbered, leftovers.size()).forEach(waiting::add);
    later.forEach(waiting::add);
    if (counts != null) {
      acknowledged = counts.acknowledged();
      HandledCounter counter = counts.inbound();
      inbound = counter;
      safe.forEach(sequences -> handle(counter, sequences));
      safe = List.of();
    }
    check();
  }

  /** Takes all that the client may not have, in its order. */
  List<ToSession.Delivery> take() {
    List<ToSession.Delivery> all = new ArrayList<>(sent.size() + waiting.size());
    all.addAll(sent);
    all.addAll(waiting.take());
    sent = List.of();
    return all;
  }

  /** True if the edge has said where acknowledgement stands. */
  boolean isCounted() {
    return inbound != null;
  }

  HandledCounter inbound() {
    return Objects.requireNonNull(inbound);
  }

  /** True if all that the client has sent is safe. */
  boolean isSettled() {
    return inbound != null && inbound.handled() == inbound.received();
  }

  /** Has {@code told} run once all is safe. */
  void whenSettled(@Nullable Runnable told) {
    settled = told;
  }

  /** How many stanzas the client has acknowledged, without wrapping. */
  long acknowledged() {
    return acknowledged;
  }

  /** How many were sent, modulo 2^32. */
  long sentCount() {
    return acknowledged + sent.size() & 0xffff_ffffL;
  }

  /**
   * The client has handled what it says.
   *
   * @param h modulo 2^32
   * @param tickets takes those of the stanzas acknowledged
   * @return false if that is more than was sent
   */
  boolean acknowledge(long h, List<Ticket> tickets) {
    long newly = h - acknowledged & 0xffff_ffffL;
    if (newly > sent.size()) {
      return false;
    }
    for (ToSession.Delivery delivery : sent.subList(0, (int) newly)) {
      Ticket ticket = delivery.ticket();
      if (ticket != null) {
        tickets.add(ticket);
      }
    }
    sent = List.copyOf(sent.subList((int) newly, sent.size()));
    acknowledged += newly;
    return true;
  }

  /** All that the client does not have; another stream will send it. What comes now is kept. */
  List<ToSession.Delivery> hand() {
    sent = List.copyOf(take());
    return sent;
  }

  /** Takes what has come since {@link #hand}. */
  List<ToSession.Delivery> since() {
    return waiting.take();
  }
}
