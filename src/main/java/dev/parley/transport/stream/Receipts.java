package dev.parley.transport.stream;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.StreamLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of acknowledgement on one stream (XEP-0198 §4).
 *
 * <p>An {@code <r/>} is answered as soon as all that came before it is safe; if that takes longer
 * than {@link #PATIENCE_NANOS}, with what is safe by then, and again once it is all.
 */
public final class Receipts {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Party stream;
  private final Jid sender;
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

  /** The stream whose stanzas are counted. */
  public interface Party {
    /** What carries it. */
    Wire wire();

    /** True once nothing more can be written. */
    boolean isClosed();

    /** Gives timers. */
    Vertx vertx();

    /** Where it is told of stanzas that are safe; null if the sender's home is told. */
    default @Nullable BusAddress<ToSession> reports() {
      return null;
    }
  }

  /**
   * Counts on.
   *
   * @param sender whoever is named in {@link Origin}s
   * @param session the id of the stream
   */
  public Receipts(
      Party stream,
      StreamLimits limits,
      Jid sender,
      String session,
      HandledCounter inbound,
      UnackedQueue outbound) {
    this.stream = stream;
    this.sender = sender;
    this.session = session;
    this.limits = limits;
    this.inbound = inbound;
    this.outbound = outbound;
    this.told = inbound.handled();
  }

  /** Where both directions stand, for who goes on with the session. */
  public ToPresence.Counts counts() {
    return new ToPresence.Counts(inbound, outbound.acknowledged(), outbound.size());
  }

  /** What the peer has not acknowledged. */
  public UnackedQueue outbound() {
    return outbound;
  }

  /** A stanza has come; returns its number. */
  public long receive() {
    return inbound.receive();
  }

  /** How the homes are to tell that a message is safe. */
  public Origin origin(long number) {
    return new Origin(sender, session, number, stream.reports());
  }

  /** A stanza is safe. */
  public void safe(long number) {
    if (inbound.safe(number)) {
      grown();
    }
  }

  /** Stanzas are safe. */
  public void safe(long[] numbers) {
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
  public void answer() {
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

  /** One timer a stream, however often its peer asks. */
  private void watch(long nanos) {
    watching = true;
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    stream.vertx().setTimer(millis, timer -> check());
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

  /** How many of the peer's stanzas are handled, as it goes into {@code h}. */
  public long handled() {
    return inbound.h();
  }

  /** How many the peer was told are handled. */
  public long told() {
    return told;
  }

  /** The peer has handled what it says; returns the tickets of what it did not have before. */
  public List<Ticket> acknowledged(long h) {
    List<Ticket> tickets = new ArrayList<>();
    if (!outbound.acknowledge(h, tickets)) {
      throw new StreamException(
          StreamError.of(StreamError.Condition.UNDEFINED_CONDITION)
              .withApplication(Acknowledgements.handledCountTooHigh(h, outbound.sentCount())));
    }
    return tickets;
  }

  /** True if more waits for the peer's acknowledgement than may. */
  public boolean isOverfull() {
    return outbound.size() > limits.unacknowledgedStanzas()
        || outbound.bytes() > limits.unacknowledgedBytes();
  }
}
