package dev.parley.transport.c2s;

import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.config.StreamLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.transport.stream.UnackedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Both directions of acknowledgement on one stream (XEP-0198 §4).
 *
 * <p>An {@code <r/>} is answered as soon as all that came before it is safe; if that takes longer
 * than {@link #PATIENCE_NANOS}, with what is safe by then, and again once it is all.
 */
final class Receipts {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ClientStream stream;
  private final Jid full;
  private final String session;
  private final StreamLimits limits;
  private final HandledCounter inbound;
  private final UnackedQueue outbound;

  /** Stanzas that had come before the oldest {@code <r/>} without answer; 0 if there is none. */
  private long oldestQuestion;

  /** Stanzas that had come before the newest {@code <r/>}. */
  private long newestQuestion;

  /** When the oldest question is answered with what is safe by then, in nanoseconds. */
  private long due;

  private boolean watching;
  private long told;

  /**
   * Counts on.
   *
   * @param full the session's full JID
   * @param session the id of the stream
   */
  Receipts(
      ClientStream stream,
      Jid full,
      String session,
      HandledCounter inbound,
      UnackedQueue outbound) {
    this.stream = stream;
    this.full = full;
    this.session = session;
    this.limits = stream.services().config().get().limits().stream();
    this.inbound = inbound;
    this.outbound = outbound;
    this.told = inbound.handled();
  }

  /** Where both directions stand, for who goes on with the session. */
  ToPresence.Counts counts() {
    return new ToPresence.Counts(inbound, outbound.acknowledged(), outbound.size());
  }

  UnackedQueue outbound() {
    return outbound;
  }

  /** A stanza has come; returns its number. */
  long receive() {
    return inbound.receive();
  }

  /** How the homes are to tell that a message is safe. */
  Origin origin(long number) {
    return new Origin(full, session, number);
  }

  void safe(long number) {
    if (inbound.safe(number)) {
      grown();
    }
  }

  void safe(long[] numbers) {
    boolean grown = false;
    for (long number : numbers) {
      grown |= inbound.safe(number);
    }
    if (grown) {
      grown();
    }
  }

  private void grown() {
    if (oldestQuestion > 0 && inbound.handled() >= oldestQuestion) {
      tell();
    }
  }

  /** Answers an {@code <r/>}. */
  void answer() {
    newestQuestion = inbound.received();
    if (inbound.handled() == newestQuestion) {
      tell();
    } else if (oldestQuestion == 0) {
      ask(newestQuestion);
    }
  }

  private void ask(long question) {
    oldestQuestion = question;
    due = System.nanoTime() + PATIENCE_NANOS;
    if (!watching) {
      watch(PATIENCE_NANOS);
    }
  }

  /** One timer a stream, however often its client asks. */
  private void watch(long nanos) {
    watching = true;
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    stream.services().bus().vertx().setTimer(millis, timer -> check());
  }

  private void check() {
    watching = false;
    if (oldestQuestion == 0 || stream.isClosed()) {
      return;
    }
    long left = due - System.nanoTime();
    if (left > 0) {
      watch(left);
    } else {
      write();
    }
  }

  private void tell() {
    write();
    if (told >= newestQuestion) {
      oldestQuestion = 0;
    } else {
      ask(newestQuestion);
    }
  }

  private void write() {
    told = inbound.handled();
    stream.wire().write(Acknowledgements.answer(inbound.h()));
  }

  /** How many the client was told are handled. */
  long told() {
    return told;
  }

  /** The client has handled what it says; returns the tickets of what it did not have before. */
  List<Ticket> acknowledged(long h) {
    List<Ticket> tickets = new ArrayList<>();
    if (!outbound.acknowledge(h, tickets)) {
      throw new StreamException(
          StreamError.of(StreamError.Condition.UNDEFINED_CONDITION)
              .withApplication(Acknowledgements.handledCountTooHigh(h, outbound.sentCount())));
    }
    return tickets;
  }

  /** True if more waits for the client's acknowledgement than may. */
  boolean isOverfull() {
    return outbound.size() > limits.unacknowledgedStanzas()
        || outbound.bytes() > limits.unacknowledgedBytes();
  }
}
