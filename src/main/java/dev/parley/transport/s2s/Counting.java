package dev.parley.transport.s2s;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.UnackedQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Acknowledgements on one stream, in both directions (XEP-0198 §4); nothing until agreed on. */
final class Counting {
  private final ServerStream stream;
  private @Nullable Receipts receipts;
  private @Nullable Subscription reports;

  /** When the oldest stanza without acknowledgement was first seen; 0 if there is none. */
  private long waitingSince;

  Counting(ServerStream stream) {
    this.stream = stream;
  }

  /**
   * From now on both sides count what comes.
   *
   * @param peer a domain of the other server
   * @param handle of the stream, by which homes report what is safe
   */
  void begin(Jid peer, String handle) {
    Receipts counted =
        new Receipts(
            stream,
            stream.services().config().get().limits().stream(),
            peer,
            handle,
            new HandledCounter(),
            new UnackedQueue());
    receipts = counted;
    reports =
        stream
            .services()
            .bus()
            .subscribeHere(
                stream.reports(),
                incoming -> {
                  if (incoming.body() instanceof ToSession.Safe safe) {
                    counted.safe(safe.sequences());
                  }
                });
    stream.wire().acknowledged(counted.outbound());
  }

  @Nullable Receipts receipts() {
    return receipts;
  }

  /**
   * Takes {@code <r/>} and {@code <a/>}; false if it is something else, or nothing is agreed on.
   */
  boolean accept(Element element) {
    Receipts counted = receipts;
    if (counted == null) {
      return false;
    }
    switch (element.name()) {
      case "r" -> counted.answer();
      case "a" -> {
        Long h = Acknowledgements.countOf(element);
        if (h == null) {
          throw new StreamException(Condition.BAD_FORMAT, "h is not a count");
        }
        waitingSince = 0;
        safe(counted.acknowledged(h));
        stream.acknowledged();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void safe(List<Ticket> tickets) {
    for (int i = 0; i < tickets.size(); i++) {
      if (tickets.get(i) instanceof Passage passage) {
        stream.services().router().safe(passage.origin());
      }
    }
  }

  /** Whether the peer takes too long to acknowledge what it has got. */
  boolean isOverdue(long now) {
    Receipts counted = receipts;
    if (counted == null || counted.outbound().size() == 0) {
      waitingSince = 0;
      return false;
    }
    if (waitingSince == 0) {
      waitingSince = now;
    }
    return now - waitingSince > stream.services().links().ackTimeout().toNanos();
  }

  /** Says what has come, so that the peer does not take for lost what it need not. */
  void sayLast() {
    Receipts counted = receipts;
    if (counted != null && stream.isInbound()) {
      stream.wire().write(Acknowledgements.answer(counted.handled()));
    }
  }

  /** Nobody reports any more. */
  void end() {
    if (reports != null) {
      reports.cancel();
    }
  }
}
