package dev.parley.transport.c2s;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.Ticket;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToPresence.Resumption.Resumed;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.StreamLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Acknowledgements;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.UnackedQueue;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bound session at its edge: takes what the client sends, writes what the home delivers, and
 * accounts for both (XEP-0198).
 */
final class SessionTraffic implements Phase {
  private final ClientStream stream;
  private final Wire wire;
  private final String id;
  private final Jid full;
  private final BusAddress<ToSession> address;
  private final Jid bare;
  private final int shard;
  private final Bus bus;
  private final ClientStanzas sent;
  private @Nullable Subscription deliveries;

  /** Null as long as the client has said nothing about it: most never do. */
  private @Nullable Attention attention;

  private boolean closing;
  private boolean released;
  private boolean probed;
  private boolean resumable;
  private boolean counting;
  private @Nullable Receipts receipts;

  SessionTraffic(ClientStream stream, Jid full, BusAddress<ToSession> address, boolean viaHome) {
    this.stream = stream;
    this.wire = stream.wire();
    this.id = stream.id();
    this.full = full;
    this.address = address;
    this.bare = full.bare();
    this.shard = Shard.of(full);
    this.bus = stream.services().bus();
    this.sent = new ClientStanzas(stream, full, viaHome);
  }

  /** The full JID. */
  Jid full() {
    return full;
  }

  /** Consumes what is delivered to the session, and says so to the home. */
  void begin() {
    deliveries = bus.subscribeHere(address, incoming -> told(incoming.body()));
    bus.send(Addresses.presence(shard), new ToPresence.Ready(full, id));
  }

  @Override
  public List<Element> features() {
    throw new StreamException(
        StreamError.of(Condition.NOT_AUTHORIZED, "this stream has a session already"));
  }

  @Override
  public void element(Element element) {
    probed = false;
    String namespace = element.namespace();
    if (namespace.equals(Namespaces.CLIENT)) {
      wire.countStanza();
      sent.take(element, receipts);
    } else if (namespace.equals(Acknowledgements.NAMESPACE)) {
      acknowledgement(element);
    } else if (namespace.equals(Attention.NAMESPACE)) {
      attention(element);
    } else {
      throw new StreamException(StreamError.of(Condition.UNSUPPORTED_STANZA_TYPE));
    }
  }

  /** XEP-0352 §4.2. */
  void attention(Element element) {
    Attention known = attention == null ? new Attention() : attention;
    attention = known;
    switch (element.name()) {
      case "active" -> send(known.come());
      case "inactive" -> known.leave();
      default -> throw new StreamException(StreamError.of(Condition.BAD_FORMAT));
    }
    bus.send(
        Addresses.presence(shard),
        new ToPresence.Attention(full, id, element.name().equals("inactive")));
  }

  private void acknowledgement(Element element) {
    switch (element.name()) {
      case "enable" -> {
        wire.write(enable(element));
        enabled();
      }
      case "resume" -> wire.write(Acknowledgements.failed("unexpected-request"));
      case "r" -> theReceipts().answer();
      case "a" -> acknowledged(Acknowledgements.countOf(element));
      default -> throw new StreamException(StreamError.of(Condition.BAD_FORMAT));
    }
  }

  private StreamLimits limits() {
    return stream.services().config().get().limits().stream();
  }

  private Receipts theReceipts() {
    Receipts enabled = receipts;
    if (enabled == null) {
      throw new StreamException(
          StreamError.of(Condition.POLICY_VIOLATION, "acknowledgements are not enabled"));
    }
    return enabled;
  }

  /**
   * Agrees to acknowledge what the client sends, or not (XEP-0198 §3). When the answer is written,
   * {@link #enabled} follows.
   *
   * @return what is told to the client
   */
  Element enable(Element enable) {
    if (receipts != null) {
      return Acknowledgements.failed("unexpected-request");
    }
    Duration patience;
    try {
      patience = Acknowledgements.patience(enable, limits().resumeTimeout());
    } catch (IllegalArgumentException unreadable) {
      return Acknowledgements.failed("bad-request");
    }
    receipts = new Receipts(stream, limits(), full, id, new HandledCounter(), new UnackedQueue());
    resumable = !patience.isZero();
    if (!resumable) {
      return Acknowledgements.enabled();
    }
    String token = ClientStream.newId();
    bus.send(Addresses.presence(shard), new ToPresence.Resumable(full, id, token, patience));
    return Acknowledgements.enabled(token, patience);
  }

  /** Sends what was sent on another stream and the client does not have, or what was held back. */
  void send(List<ToSession.Delivery> deliveries) {
    for (int i = 0; i < deliveries.size(); i++) {
      wire.write(deliveries.get(i));
    }
  }

  private void sendHeld() {
    if (attention != null) {
      send(attention.first());
    }
  }

  /** What is written from now on is counted, if that was agreed on. */
  void enabled() {
    if (receipts != null && !counting) {
      counting = true;
      wire.acknowledged(receipts.outbound());
    }
  }

  /** Goes on counting where the session's former stream has ended; called first. */
  void restore(Resumed resumed) {
    resumable = true;
    receipts =
        new Receipts(
            stream,
            limits(),
            full,
            id,
            resumed.inbound(),
            new UnackedQueue(resumed.acknowledged()));
  }

  private void acknowledged(@Nullable Long h) {
    if (h == null) {
      throw new StreamException(StreamError.of(Condition.BAD_FORMAT, "h is not a count"));
    }
    List<Ticket> taken = theReceipts().acknowledged(h);
    if (!taken.isEmpty()) {
      bus.send(Addresses.message(shard), new ToMessage.Taken(bare, taken));
    }
  }

  /** What the socket has taken is the client's, unless it acknowledges for itself. */
  void written(List<ToSession.Delivery> deliveries) {
    List<Ticket> taken = null;
    for (int i = 0; i < deliveries.size(); i++) {
      Ticket ticket = deliveries.get(i).ticket();
      if (ticket != null) {
        taken = taken == null ? new ArrayList<>() : taken;
        taken.add(ticket);
      }
    }
    if (taken != null) {
      bus.send(Addresses.message(shard), new ToMessage.Taken(bare, taken));
    }
  }

  private void told(ToSession event) {
    if (event instanceof ToSession.Delivery delivery) {
      Attention held = attention;
      if (held != null && held.holds(delivery)) {
        if (held.isFull()) {
          send(held.first());
        }
        return;
      }
      sendHeld();
      wire.write(delivery);
      Receipts counted = receipts;
      if (counted != null && counted.isOverfull()) {
        stream.failed(StreamError.of(Condition.POLICY_VIOLATION, "too much is not acknowledged"));
      }
    } else if (event instanceof ToSession.Safe safe) {
      if (receipts != null) {
        receipts.safe(safe.sequences());
      }
    } else if (event instanceof ToSession.Routing routing) {
      sent.route(routing);
    } else if (event instanceof ToSession.Release release) {
      release(release);
    }
  }

  private void release(ToSession.Release release) {
    if (released) {
      return;
    }
    StreamError error = release.error();
    released = true;
    closing = true;
    if (deliveries != null) {
      deliveries.cancel();
    }
    sendHeld();
    if (error != null) {
      // The answer to what ended the session may be among what is not written yet.
      wire.flush();
    }
    Future<List<ToSession.Delivery>> leftovers =
        wire.takeLeftovers(error == null || release.resumed());
    if (error != null) {
      stream.failed(error);
    }
    leftovers.onSuccess(rest -> {
      ToPresence.Counts counts = receipts == null ? null : receipts.counts();
      bus.send(Addresses.presence(shard), new ToPresence.Released(full, id, rest, counts));
      stream.released();
    });
  }

  @Override
  public void ended() {
    close(false);
  }

  @Override
  public void broken() {
    close(true);
  }

  private void close(boolean broken) {
    if (!closing) {
      closing = true;
      bus.deliver(Addresses.presence(shard), new ToPresence.Closing(full, id, broken))
          .onFailure(nobody -> stream.released());
    }
  }

  /** The client has been silent for long: it has to show that it is there (RFC 6120 §4.6.3). */
  void probe() {
    if (probed && resumable) {
      stream.lost();
    } else if (probed) {
      stream.failed(StreamError.of(Condition.CONNECTION_TIMEOUT));
    } else if (receipts != null) {
      probed = true;
      wire.write(Acknowledgements.request());
    } else {
      probed = true;
      Iq ping = Iq.get(full, "probe-" + id, Element.of("urn:xmpp:ping", "ping"));
      wire.write(new ToSession.Delivery(ping.withFrom(stream.domain())));
    }
  }
}
