package dev.parley.transport.s2s;

import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.core.bus.ToSession;
import dev.parley.core.federation.Target;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Acknowledgements;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that this server has opened to another (RFC 6120 §4.3, XEP-0178, XEP-0220 §2.1), for one
 * pair of domains: encrypted, then the peer recognised, then this server recognised by the peer.
 */
final class OutgoingStream extends ServerStream {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingStream.class);

  private final DomainPair pair;
  private final Target target;
  private final StreamOwner owner;
  private final Recognition recognition;
  private final OwnProof proof;
  private final Agreement agreement;
  private Progress state = Progress.OPENING;
  private @Nullable String id;
  private @Nullable Element features;
  private @Nullable Failure failure;
  private boolean wanted;
  private long maxBytes = Long.MAX_VALUE;

  /** A connection is there; {@link #begin} follows. */
  OutgoingStream(
      S2sServices services, Context context, DomainPair pair, Target target, StreamOwner owner) {
    super(services, context);
    this.pair = pair;
    this.target = target;
    this.owner = owner;
    this.recognition = new Recognition(this, pair);
    this.proof = new OwnProof(this, pair);
    this.agreement = new Agreement(this, owner);
  }

  /** Opens the stream. */
  void begin() {
    state = isSecure() ? Progress.SECURING : Progress.OPENING;
    open();
  }

  /** Sends a header. It names no language: stanzas without one would get it (RFC 6120 §8.1.5). */
  void open() {
    wire()
        .open(
            new StreamHeader(pair.remoteJid(), pair.localJid(), null, StreamHeader.VERSION, null));
  }

  @Override
  String id() {
    return Objects.requireNonNullElse(id, "");
  }

  @Override
  Target target() {
    return target;
  }

  @Override
  String proof() {
    return !isRecognised() ? "none" : recognition.isCertified() ? "certificate" : "dialback";
  }

  @Override
  boolean isInbound() {
    return isBidirectional() && state == Progress.UP;
  }

  boolean isReady() {
    return !isClosed() && state.compareTo(Progress.READY) >= 0;
  }

  /** Whether the peer is who it should be, even if the stream is over. */
  boolean isRecognised() {
    return state.compareTo(Progress.READY) >= 0;
  }

  boolean isUp() {
    return !isClosed() && state == Progress.UP;
  }

  /** Whether more is unacknowledged than may be. */
  boolean isFull() {
    var counted = receipts();
    return counted != null && counted.isOverfull();
  }

  /** Largest element that the peer accepts. */
  long maxBytes() {
    return maxBytes;
  }

  /** Stanzas are to go as soon as they may. */
  void want() {
    if (!wanted) {
      wanted = true;
      if (state == Progress.READY) {
        prove();
      }
    }
  }

  boolean isWanted() {
    return wanted;
  }

  /** Writes a stanza; only while {@link #isUp}. */
  void send(ToSession.Delivery delivery) {
    wire().write(delivery);
  }

  /** Asks whether a stream that was opened to us is the peer's (XEP-0220 §2.1.2). */
  void verify(ToRemote.Verify request) {
    write(
        Dialback.verify(
            request.pair().localJid(), request.pair().remoteJid(), request.id(), request.key()));
  }

  /** Gives up, for a reason that what waits is told. */
  void fail(Failure.Kind kind, String reason) {
    if (!isClosed()) {
      failure = new Failure(kind, reason);
      close();
    }
  }

  /** Gives up a peer that does not answer. */
  void abandon(String reason) {
    if (!isClosed()) {
      failure = new Failure(Failure.Kind.UNREACHABLE, reason);
      lost();
    }
  }

  @Override
  public void opened(Element header) {
    StreamHeader answer = StreamHeader.parse(header, Namespaces.SERVER);
    id = answer.id();
    lang(answer.lang());
    proof.knowsDialback(
        header.attributes().stream()
            .anyMatch(one ->
                one.namespace().equals(Namespaces.XMLNS)
                    && one.value().equals(Namespaces.DIALBACK)));
    var from = answer.from();
    if (from != null && !from.equals(pair.remoteJid())) {
      fail(Failure.Kind.NOT_FOUND, "it is the server of " + from);
    } else if (answer.version() == null) {
      fail(Failure.Kind.REFUSED, "it speaks no XMPP 1.0, and so no TLS");
    }
  }

  @Override
  void other(Element element) {
    if (element.is(Namespaces.STREAMS, "features")) {
      features = element;
      features(element);
    } else if (element.namespace().equals(S2sElements.TLS)) {
      recognition.secure(element);
    } else if (element.namespace().equals(SaslElements.NAMESPACE)) {
      authenticated(element);
    } else if (element.namespace().equals(Acknowledgements.NAMESPACE)) {
      agreed(element);
    } else {
      throw new StreamException(Condition.UNSUPPORTED_STANZA_TYPE, "unknown: " + element.name());
    }
  }

  private void features(Element offered) {
    switch (state) {
      case OPENING -> {
        if (offered.child(S2sElements.TLS, "starttls") == null) {
          fail(Failure.Kind.REFUSED, "it offers no TLS");
        } else {
          state = Progress.SECURING;
          wire().write(S2sElements.startTls());
        }
      }
      case SECURING -> recognition.begin();
      case AGREEING -> agree(offered);
      case READY, AUTHENTICATING, DIALING, UP ->
          throw new StreamException(Condition.POLICY_VIOLATION, "features at the wrong time");
    }
  }

  /** The peer is who it should be. */
  void recognised() {
    state = Progress.READY;
    owner.ready(this);
    if (wanted && !isClosed()) {
      prove();
    }
  }

  /** How far the negotiation has come. */
  Progress progress() {
    return state;
  }

  /** The negotiation has come so far. */
  void progress(Progress reached) {
    state = reached;
  }

  private void prove() {
    proof.show(Objects.requireNonNull(features));
  }

  private void authenticated(Element answer) {
    if (state != Progress.AUTHENTICATING) {
      throw new StreamException(Condition.POLICY_VIOLATION, "SASL at the wrong time");
    }
    if (proof.isBelieved(answer, Objects.requireNonNull(features))) {
      state = Progress.AGREEING;
      wire().restart();
      open();
    }
  }

  @Override
  void answered(Dialback answer) {
    if (answer.isVerify()) {
      if (!isReady()) {
        throw new StreamException(Condition.POLICY_VIOLATION, "an answer of who knows whom");
      }
      owner.verified(answer);
    } else if (state != Progress.DIALING) {
      throw new StreamException(Condition.POLICY_VIOLATION, "an answer that nobody asked for");
    } else if (proof.isBelieved(answer)) {
      state = Progress.AGREEING;
      agree(Objects.requireNonNull(features));
    }
  }

  /** Agrees on acknowledgements; nothing goes before that is settled. */
  private void agree(Element offered) {
    maxBytes = S2sElements.maxBytes(offered);
    agreement.begin(offered);
  }

  private void agreed(Element answer) {
    if (state != Progress.AGREEING) {
      throw new StreamException(Condition.POLICY_VIOLATION, "acknowledgements at the wrong time");
    }
    agreement.answered(answer);
  }

  /** Both sides count from now on. */
  void count() {
    count(pair.remoteJid());
  }

  /** Both sides go on counting, and what the peer does not have is sent again. */
  void goOn(Remains left) {
    count(pair.remoteJid(), left.inbound(), left.acknowledged());
    left.unacknowledged().forEach(this::send);
  }

  /** Stanzas may go. */
  void rise() {
    state = Progress.UP;
    wire().loggedIn(services().limitsAfterProof());
    if (isBidirectional()) {
      prove(pair);
    }
    LOG.debug("{}: up", this);
    owner.up(this);
  }

  @Override
  boolean isResumable() {
    return state == Progress.UP && agreement.isResumable();
  }

  /** What the stream leaves to the next; null if it is over for good. */
  @Nullable Remains remains() {
    return isCut() && state == Progress.UP ? agreement.remains(counting()) : null;
  }

  /** Whether the peer may have something to send again that nobody has asked for. */
  boolean isBidirectional() {
    return proof.isBidirectional();
  }

  @Override
  void acknowledged() {
    owner.acknowledged(this);
  }

  @Override
  void proven(DomainPair added) {
    // Stanzas to it have a stream of their own.
  }

  @Override
  void over(@Nullable StreamError error) {
    Failure known = failure;
    if (known == null && (state == Progress.UP || (state == Progress.READY && !wanted))) {
      owner.over(this, null);
    } else if (known != null) {
      owner.over(this, known);
    } else if (error != null) {
      owner.over(this, Failure.of(error));
    } else {
      owner.over(this, new Failure(Failure.Kind.UNREACHABLE, "the connection was lost"));
    }
  }

  /**
   * Takes what was given to the stream and was not acknowledged, {@link #unacknowledged} of it, and
   * what was not sent.
   */
  Future<List<ToSession.Delivery>> leftovers() {
    return wire().takeLeftovers(true);
  }

  @Override
  public String toString() {
    return "stream of "
        + pair
        + " to "
        + target.address().getHostAddress()
        + " port "
        + target.port();
  }
}
