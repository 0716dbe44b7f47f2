package dev.parley.transport.s2s;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
  private final Set<DomainPair> unsettled = new HashSet<>(2);
  private final List<ToSession.Delivery> late = new ArrayList<>(0);
  private final Promise<Void> heard = Promise.promise();
  private final Promise<Void> gone = Promise.promise();
  private List<ToSession.Delivery> written = List.of();
  private List<ToSession.Delivery> unsent = List.of();
  private @Nullable Future<Void> settled;
  private boolean allowed;
  private volatile long maxBytes = Long.MAX_VALUE;
  private volatile boolean full;

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

  boolean isAllowed() {
    return allowed;
  }

  /** Tells the lines of all proven pairs. */
  void announce() {
    if (allowed) {
      for (DomainPair pair : stream.pairs().all()) {
        if (announced.add(pair)) {
          tell(pair, new ToRemote.Back(pair, this, false));
        }
      }
    }
  }

  /** Tells them that it goes on with one that was cut. */
  void resume() {
    if (allowed) {
      for (DomainPair pair : stream.pairs().all()) {
        announced.add(pair);
        tell(pair, new ToRemote.Back(pair, this, true));
      }
    }
  }

  private void tell(DomainPair pair, ToRemote what) {
    stream.services().bus().send(ToRemote.address(pair.remote()), what);
  }

  @Override
  public void send(ToSession.Delivery delivery) {
    stream.context().runOnContext(here -> write(delivery));
  }

  private void write(ToSession.Delivery delivery) {
    if (settled != null) {
      late.add(delivery);
      return;
    }
    stream.wire().write(delivery);
    var receipts = stream.receipts();
    if (receipts != null && receipts.isOverfull()) {
      full = true;
    }
  }

  /** The peer has acknowledged stanzas: more may go. */
  void acknowledged() {
    var receipts = stream.receipts();
    if (full && receipts != null && !receipts.isOverfull()) {
      full = false;
      resume();
    }
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  /** The stream is over; {@link #settled} tells when it is known what has become of all. */
  void end() {
    unsettled.addAll(announced);
    int open = stream.receipts() == null ? 0 : stream.counting().outbound().size();
    settled =
        stream
            .wire()
            .takeLeftovers(true)
            .compose(all -> {
              written = all.subList(0, open);
              unsent = all.subList(open, all.size());
              return heard.future();
            });
    for (DomainPair pair : announced) {
      tell(pair, new ToRemote.BackEnds(pair, this));
    }
    if (unsettled.isEmpty()) {
      heard.complete();
    }
  }

  /** Completes when nothing more comes from the lines; only after {@link #end}. */
  Future<Void> settled() {
    Future<Void> known = settled;
    return known == null ? Future.failedFuture("not over") : known;
  }

  @Override
  public void settle(DomainPair pair) {
    stream
        .context()
        .runOnContext(here -> {
          unsettled.remove(pair);
          if (unsettled.isEmpty()) {
            heard.tryComplete();
          }
        });
  }

  @Override
  public void giveUp() {
    stream.context().runOnContext(here -> stream.expire());
  }

  /** Whether the peer may not have what was written. */
  boolean isOpen() {
    return !written.isEmpty();
  }

  /** What was given here and not written; only once settled. */
  List<ToSession.Delivery> unsent() {
    List<ToSession.Delivery> all = new ArrayList<>(unsent);
    all.addAll(late);
    return all;
  }

  /** Gives all to the lines, once it is settled. */
  void giveBack() {
    settled()
        .onSuccess(all -> {
          List<ToSession.Delivery> rest = unsent();
          for (DomainPair pair : announced) {
            tell(pair, new ToRemote.BackGone(pair, this, of(pair, rest), of(pair, written)));
          }
          clear();
        });
  }

  /** Somebody else has taken all. */
  void forget() {
    for (DomainPair pair : announced) {
      tell(pair, new ToRemote.BackGone(pair, this, List.of(), List.of()));
    }
    clear();
  }

  private void clear() {
    announced.clear();
    late.clear();
    unsent = List.of();
    written = List.of();
    gone.tryComplete();
  }

  /** Completes when the lines have all that was given here. */
  Future<Void> gone() {
    return gone.future();
  }

  private static List<ToSession.Delivery> of(DomainPair pair, List<ToSession.Delivery> all) {
    List<ToSession.Delivery> chosen = new ArrayList<>();
    for (ToSession.Delivery delivery : all) {
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
