package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way back on a stream that another server has opened (XEP-0288): only after it has asked for
 * that, and only for pairs of domains that it has proven.
 */
final class Return implements ToRemote.BackLink {
  private final IncomingStream stream;
  private final Set<DomainPair> announced = new HashSet<>(2);
  private boolean allowed;
  private boolean ended;
  private volatile long maxBytes = Long.MAX_VALUE;

  Return(IncomingStream stream) {
    this.stream = stream;
  }

  /** The peer wants it (§2.2). */
  void allow(Element bidi, boolean secure) {
    if (!bidi.name().equals("bidi") || !secure || allowed || !stream.pairs().isEmpty()) {
      throw new StreamException(Condition.POLICY_VIOLATION, "<bidi/> at the wrong time");
    }
    allowed = true;
    maxBytes = S2sElements.maxBytes(bidi);
  }

  /** Tells the lines of all proven pairs. */
  void announce() {
    if (!allowed) {
      return;
    }
    for (DomainPair pair : stream.pairs().all()) {
      if (announced.add(pair)) {
        stream
            .services()
            .bus()
            .send(ToRemote.address(pair.remote()), new ToRemote.Back(pair, this));
      }
    }
  }

  @Override
  public void send(ToSession.Delivery delivery) {
    stream.context().runOnContext(here -> write(delivery));
  }

  private void write(ToSession.Delivery delivery) {
    if (ended) {
      giveBack(pairOf(delivery), List.of(delivery), List.of());
    } else {
      stream.wire().write(delivery);
      var receipts = stream.receipts();
      if (receipts != null && receipts.isOverfull()) {
        stream.lost();
      }
    }
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  /** The stream is over; what it was given goes back to the lines. */
  void end() {
    ended = true;
    if (announced.isEmpty()) {
      return;
    }
    var receipts = stream.receipts();
    int open = receipts == null ? 0 : receipts.outbound().size();
    stream
        .wire()
        .takeLeftovers(true)
        .onSuccess(all -> {
          for (DomainPair pair : announced) {
            giveBack(pair, of(pair, all, open, all.size()), of(pair, all, 0, open));
          }
        });
  }

  private void giveBack(
      DomainPair pair, List<ToSession.Delivery> unsent, List<ToSession.Delivery> unacknowledged) {
    stream
        .services()
        .bus()
        .send(
            ToRemote.address(pair.remote()),
            new ToRemote.BackGone(pair, this, unsent, unacknowledged));
  }

  private static List<ToSession.Delivery> of(
      DomainPair pair, List<ToSession.Delivery> all, int from, int to) {
    List<ToSession.Delivery> chosen = new ArrayList<>();
    for (ToSession.Delivery delivery : all.subList(from, to)) {
      if (pairOf(delivery).equals(pair)) {
        chosen.add(delivery);
      }
    }
    return chosen;
  }

  private static DomainPair pairOf(ToSession.Delivery delivery) {
    return new DomainPair(domain(delivery.stanza().from()), domain(delivery.stanza().to()));
  }

  private static String domain(@Nullable Jid jid) {
    return jid == null ? "" : jid.domain();
  }
}
