package dev.parley.transport.s2s;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.HandledCounter;
import dev.parley.core.bus.ToSession;
import dev.parley.core.federation.Target;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Acknowledgements;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.SocketWire;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream with another server, whoever has opened it: what is alike in both directions. Runs on
 * the context of its socket.
 */
abstract sealed class ServerStream
    implements Wire.Listener, ConnectionVerticle.Stream, Receipts.Party
    permits IncomingStream, OutgoingStream {
  private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);

  private final S2sServices services;
  private final Context context;
  private final ProvenPairs pairs = new ProvenPairs();
  private final Arrivals arrivals;
  private final Claims claims;
  private final Counting counting;
  private final String handle = RandomIds.next();
  private final Promise<Void> ended = Promise.promise();
  private final long since = System.nanoTime();
  private @Nullable SocketWire wire;
  private @Nullable String lang;
  private boolean closed;
  private boolean cut;

  ServerStream(S2sServices services, Context context) {
    this.services = services;
    this.context = context;
    this.arrivals = new Arrivals(services.router(), services.hooks(), pairs);
    this.claims = new Claims(this);
    this.counting = new Counting(this);
  }

  final void attach(SocketWire carrier) {
    wire = carrier;
  }

  final S2sServices services() {
    return services;
  }

  final Context context() {
    return context;
  }

  @Override
  public final SocketWire wire() {
    return Objects.requireNonNull(wire);
  }

  @Override
  public final Vertx vertx() {
    return services.bus().vertx();
  }

  @Override
  public final String contentNamespace() {
    return Namespaces.SERVER;
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  @Override
  public final Future<Void> ended() {
    return ended.future();
  }

  /** The id that the receiving server has given to the stream. */
  abstract String id();

  /** Where we have connected to; null if the peer has connected. */
  abstract @Nullable Target target();

  /** Whether the peer may send stanzas and prove domains on this stream. */
  abstract boolean isInbound();

  /** An element that only one of the directions knows. */
  abstract void other(Element element);

  /** An answer to dialback that we have asked for on this stream. */
  abstract void answered(Dialback answer);

  /** A stanza has come. */
  void arriving() {}

  /** A pair of domains may bring stanzas from now on. */
  abstract void proven(DomainPair pair);

  /** Whether it can go on over another connection. */
  abstract boolean isResumable();

  /** Whether it has ended because its connection was lost. */
  final boolean isCut() {
    return cut;
  }

  /** Nothing more comes and goes; what was not sent is still in the wire. */
  abstract void over(@Nullable StreamError error);

  final ProvenPairs pairs() {
    return pairs;
  }

  final boolean isSecure() {
    return wire().tls() != null;
  }

  final long since() {
    return since;
  }

  /** How long ago it was opened, in seconds. */
  final long age() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
  }

  /** The version of TLS; empty without. */
  final String tlsVersion() {
    return PeerTls.version(wire().tls());
  }

  /** By what the peer is recognised, in a word. */
  abstract String proof();

  /** How many stanzas the peer may not have. */
  final int unacknowledged() {
    return counting.receipts() == null ? 0 : counting.outbound().size();
  }

  final void lang(@Nullable String value) {
    lang = value;
  }

  /** What comes and goes is counted; null if not. */
  final @Nullable Receipts receipts() {
    return counting.receipts();
  }

  /** What the peer has shown in the TLS handshake, its own certificate first. */
  final List<X509Certificate> chain() {
    return PeerTls.chain(wire().tls());
  }

  @Override
  public final void element(Element element) {
    switch (element.namespace()) {
      case Namespaces.SERVER -> stanza(element);
      case Namespaces.DIALBACK -> dialback(Dialback.parse(element));
      case Acknowledgements.NAMESPACE -> {
        if (!counting.accept(element)) {
          other(element);
        }
      }
      case Namespaces.STREAMS -> {
        if (element.name().equals("error")) {
          StreamError error = StreamError.parse(element);
          LOG.debug("{}: the peer ends the stream: {}", this, error);
          end(error, false);
        } else {
          other(element);
        }
      }
      default -> other(element);
    }
  }

  private void stanza(Element element) {
    if (pairs.isEmpty()) {
      throw new StreamException(Condition.NOT_AUTHORIZED, "nothing is proven yet");
    }
    if (!Stanza.isStanza(element, Namespaces.SERVER)) {
      throw new StreamException(Condition.UNSUPPORTED_STANZA_TYPE, element.name());
    }
    wire().countStanza();
    arriving();
    arrivals.accept(element, lang, counting.receipts());
  }

  private void dialback(Dialback element) {
    wire().countStanza();
    if (element.type() == Dialback.Type.REQUEST) {
      claims.accept(element);
    } else {
      answered(element);
    }
  }

  final void write(Dialback element) {
    wire().write(element.toElement());
  }

  final Counting counting() {
    return counting;
  }

  /** Takes the pair for proven; false if the peer has as many streams as it may. */
  final boolean prove(DomainPair pair) {
    if (!pairs.isProven(pair.remote())
        && !services.counts().enter(pair.remote(), services.links().streamsPerDomain())) {
      return false;
    }
    if (pairs.isEmpty()) {
      wire().loggedIn(services.limitsAfterProof());
    }
    if (pairs.add(pair)) {
      LOG.debug("{}: proven {}", this, pair);
      proven(pair);
    }
    return true;
  }

  /** From now on both sides count what comes (XEP-0198 §4). */
  final void count(Jid peer) {
    count(peer, new HandledCounter(), 0);
  }

  /**
   * Both sides go on counting where a stream was cut (XEP-0198 §5).
   *
   * @param came what has come there
   * @param acknowledged how many stanzas were sent there and acknowledged
   */
  final void count(Jid peer, HandledCounter came, long acknowledged) {
    counting.begin(peer, handle, came, acknowledged);
  }

  @Override
  public final BusAddress<ToSession> reports() {
    return Addresses.stream(handle);
  }

  /** The peer has handled more. */
  void acknowledged() {}

  @Override
  public final void written(List<ToSession.Delivery> deliveries) {
    for (int i = 0; i < deliveries.size(); i++) {
      if (deliveries.get(i).ticket() instanceof Passage passage) {
        services.router().safe(passage.origin());
      }
    }
  }

  /** Whether the peer takes too long to acknowledge what it has got. */
  final boolean isOverdue(long now) {
    return counting.isOverdue(now);
  }

  @Override
  public final void closed() {
    LOG.debug("{}: closed by the peer", this);
    end(null, true);
  }

  @Override
  public final void failed(StreamError error) {
    if (!closed) {
      LOG.debug("{} ends: {}", this, error);
      beforeError();
      wire().write(error.toElement());
      end(error, false);
    }
  }

  /** Sends a header if the end is the first thing the peer gets. */
  void beforeError() {}

  /** Ends the stream in good order. */
  final void close() {
    if (!closed) {
      beforeError();
      end(null, false);
    }
  }

  /** The connection is taken for lost. */
  final void lost() {
    if (!closed) {
      finish(null, true);
      wire().abort();
    }
  }

  private void end(@Nullable StreamError error, boolean peerClosed) {
    if (!closed) {
      counting.sayLast();
      finish(error, false);
      wire().close(peerClosed);
    }
  }

  private void finish(@Nullable StreamError error, boolean connectionLost) {
    closed = true;
    cut = connectionLost;
    if (!cut || !isResumable()) {
      counting.end();
    }
    pairs.remotes().forEach(services.counts()::leave);
    over(error);
  }

  @Override
  public final void disconnected() {
    if (!closed) {
      finish(null, true);
    }
    ended.tryComplete();
  }

  /** Ends the stream because the server stops (RFC 6120 §4.9.3.20). */
  @Override
  public void stop() {
    failed(StreamError.of(Condition.SYSTEM_SHUTDOWN));
  }
}
