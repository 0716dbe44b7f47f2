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
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Acknowledgements on one stream, in both directions (XEP-0198 §4); nothing until agreed on. */
final class Counting {
  private final ServerStream stream;
  private @Nullable Receipts receipts;
  private @Nullable HandledCounter inbound;
  private @Nullable Subscription reports;
  private @Nullable Promise<Void> settled;

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
   * @param came what has come on a stream that this one resumes
   * @param acknowledged how many stanzas were sent on that stream and acknowledged
   */
  void begin(Jid peer, String handle, HandledCounter came, long acknowledged) {
    Receipts counted =
        new Receipts(
            stream,
            stream.services().config().get().limits().stream(),
            peer,
            handle,
            came,
            new UnackedQueue(acknowledged));
    receipts = counted;
    inbound = came;
    reports =
        stream
            .services()
            .bus()
            .subscribeHere(
                stream.reports(),
                incoming -> {
                  if (incoming.body() instanceof ToSession.Safe safe) {
                    counted.safe(safe.sequences());
                    settle();
                  }
                });
    stream.wire().acknowledged(counted.outbound());
  }

  @Nullable Receipts receipts() {
    return receipts;
  }

  /** What has come; only once agreed on. */
  HandledCounter inbound() {
    return Objects.requireNonNull(inbound);
  }

  /** What was sent and not acknowledged; only once agreed on. */
  UnackedQueue outbound() {
    return Objects.requireNonNull(receipts).outbound();
  }

  /** Completes once all that has come is safe; never, if that is not to be. */
  Future<Void> settled() {
    Promise<Void> promise = settled;
    if (promise == null) {
      promise = Promise.promise();
      settled = promise;
      settle();
    }
    return promise.future();
  }

  private void settle() {
    Promise<Void> promise = settled;
    if (promise != null && inbound().handled() == inbound().received()) {
      promise.tryComplete();
    }
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
        waitingSince = 0;
        acknowledge(count(element));
        stream.acknowledged();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What an element says that the peer has handled. */
  static long count(Element element) {
    Long h = Acknowledgements.countOf(element);
    if (h == null) {
      throw new StreamException(Condition.BAD_FORMAT, "h is not a count");
    }
    return h;
  }

  /** The peer has handled so many, modulo 2^32. */
  void acknowledge(long h) {
    List<Ticket> tickets = Objects.requireNonNull(receipts).acknowledged(h);
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
