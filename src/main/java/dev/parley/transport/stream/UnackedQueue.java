package dev.parley.transport.stream;

import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Stanzas written to the client that it has not acknowledged, in their order (XEP-0198 §4). */
public final class UnackedQueue {
  private final ArrayDeque<Sent> unacked = new ArrayDeque<>();
  private long sent;
  private long bytes;
  private boolean requested;

  /** Nothing was sent yet. */
  public UnackedQueue() {}

  /**
   * Goes on where another stream has ended (XEP-0198 §5).
   *
   * @param sent how many stanzas were sent there and acknowledged
   */
  public UnackedQueue(long sent) {
    this.sent = sent;
  }

  /** A stanza and how many bytes it took. */
  private record Sent(ToSession.Delivery delivery, int bytes) {}

  /** A stanza has been written, in so many bytes. */
  public void sent(ToSession.Delivery delivery, int size) {
    unacked.add(new Sent(delivery, size));
    sent++;
    bytes += size;
  }

  /**
   * The client has handled what it says.
   *
   * @param h modulo 2^32
   * @param tickets takes those of the stanzas acknowledged
   * @return false if that is more than was sent
   */
  public boolean acknowledge(long h, List<Ticket> tickets) {
    requested = false;
    long before = sent - unacked.size();
    long newly = (h - before) & 0xffff_ffffL;
    if (newly > unacked.size()) {
      return false;
    }
    for (long i = 0; i < newly; i++) {
      Sent first = unacked.removeFirst();
      bytes -= first.bytes();
      Ticket ticket = first.delivery().ticket();
      if (ticket != null) {
        tickets.add(ticket);
      }
    }
    return true;
  }

  /** How many were sent, modulo 2^32. */
  public long sentCount() {
    return sent & 0xffff_ffffL;
  }

  /** How many are acknowledged, without wrapping. */
  public long acknowledged() {
    return sent - unacked.size();
  }

  /** How many are not acknowledged. */
  public int size() {
    return unacked.size();
  }

  /** How many bytes those took that are not acknowledged. */
  public long bytes() {
    return bytes;
  }

  /** True if it is time to ask: something is open, and no question is. */
  public boolean wantsRequest() {
    return !requested && !unacked.isEmpty();
  }

  /** An {@code <r/>} has been written. */
  public void requested() {
    requested = true;
  }

  /** True if the client has been asked and has not answered. */
  public boolean isRequested() {
    return requested;
  }

  /** What is open, in its order. */
  public List<ToSession.Delivery> unacked() {
    List<ToSession.Delivery> deliveries = new ArrayList<>(unacked.size());
    for (Sent open : unacked) {
      deliveries.add(open.delivery());
    }
    return deliveries;
  }
}
