package dev.parley.core.home;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.ByteSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told while no stream carries it: from the moment its edge is asked to let go,
 * until another stream goes on with it or it ends.
 */
final class Kept {
  private final HomeLimits limits;
  private final Runnable tooMuch;

  /** What has come since, by topic; what has none is its own. */
  private final Map<Object, Waiting> waiting = new LinkedHashMap<>(2);

  /** What the client may have, behind what it has acknowledged. */
  private List<ToSession.Delivery> sent = List.of();

  private List<long[]> safe = new ArrayList<>(0);
  private @Nullable HandledCounter inbound;
  private @Nullable Runnable settled;
  private long acknowledged;
  private long bytes;
  private boolean overfull;

  /** A stanza and how many bytes it takes. */
  private static final class Waiting {
    private final ToSession.Delivery delivery;
    private final int bytes;

    Waiting(ToSession.Delivery delivery, int bytes) {
      this.delivery = delivery;
      this.bytes = bytes;
    }
  }

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
      add(delivery);
    } else if (event instanceof ToSession.Safe reported) {
      if (inbound == null) {
        safe.add(reported.sequences());
      } else {
        handle(inbound, reported.sequences());
      }
    }
  }

  private void add(ToSession.Delivery delivery) {
    Waiting next = new Waiting(delivery, sizeOf(delivery.stanza()));
    bytes += next.bytes;
    put(next);
  }

  private void put(Waiting next) {
    Object topic = Fleeting.topic(next.delivery.stanza());
    Waiting former = topic == null ? null : waiting.remove(topic);
    waiting.put(topic == null ? next : topic, next);
    bytes -= former == null ? 0 : former.bytes;
    check();
  }

  private void check() {
    boolean exceeded =
        bytes > limits.keptBytes() || sent.size() + waiting.size() > limits.keptStanzas();
    if (exceeded && !overfull) {
      overfull = true;
      tooMuch.run();
    }
  }

  private static int sizeOf(Stanza stanza) {
    ByteSink sink = new ByteSink(512);
    stanza.write(sink);
    return sink.size();
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
      bytes += sizeOf(delivery.stanza());
    }
    List<Waiting> later = List.copyOf(waiting.values());
    waiting.clear();
    leftovers.subList(numbered, leftovers.size()).forEach(this::add);
    later.forEach(this::put);
    if (counts != null) {
      acknowledged = counts.acknowledged();
      HandledCounter counter = counts.inbound();
      inbound = counter;
      safe.forEach(sequences -> handle(counter, sequences));
      safe = List.of();
    }
    check();
  }

  /** All that the client may not have, in its order. */
  List<ToSession.Delivery> all() {
    List<ToSession.Delivery> all = new ArrayList<>(sent.size() + waiting.size());
    all.addAll(sent);
    waiting.values().forEach(next -> all.add(next.delivery));
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
    sent = List.copyOf(all());
    waiting.clear();
    return sent;
  }

  /** What has come since {@link #hand}. */
  List<ToSession.Delivery> since() {
    return waiting.values().stream().map(next -> next.delivery).toList();
  }
}
