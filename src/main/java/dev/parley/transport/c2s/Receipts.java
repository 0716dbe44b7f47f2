package dev.parley.transport.c2s;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToStream;
import dev.parley.core.config.StreamLimits;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.transport.stream.HandledCounter;
import dev.parley.transport.stream.UnackedQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * Both directions of acknowledgement on one stream (XEP-0198 §4).
 *
 * <p>An {@code <r/>} is answered as soon as all that came before it is safe; if that takes longer
 * than {@link #PATIENCE_MILLIS}, with what is safe by then, and again once it is all.
 */
final class Receipts {
  private static final long PATIENCE_MILLIS = 500;

  private final ClientStream stream;
  private final BusAddress<ToStream> address;
  private final StreamLimits limits;
  private final HandledCounter inbound = new HandledCounter();
  private final UnackedQueue outbound = new UnackedQueue();
  private boolean asked;
  private long told;

  Receipts(ClientStream stream, BusAddress<ToStream> address, StreamLimits limits) {
    this.stream = stream;
    this.address = address;
    this.limits = limits;
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
    return new Origin(address, number);
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
    if (asked && inbound.handled() == inbound.received()) {
      tell();
      asked = false;
    }
  }

  /** Answers an {@code <r/>}. */
  void answer() {
    if (inbound.handled() == inbound.received()) {
      tell();
    } else if (!asked) {
      asked = true;
      stream
          .services()
          .bus()
          .vertx()
          .setTimer(
              PATIENCE_MILLIS,
              late -> {
                if (asked && !stream.isClosed()) {
                  tell();
                }
              });
    }
  }

  private void tell() {
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
