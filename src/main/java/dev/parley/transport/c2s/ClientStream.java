package dev.parley.transport.c2s;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.ConnectionVerticle;
import dev.parley.transport.stream.Receipts;
import dev.parley.transport.stream.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of a client from its first header to its end (RFC 6120 §4). What may happen on it is
 * decided by its {@link Phase}: negotiation, binding, session.
 */
final class ClientStream implements Wire.Listener, ConnectionVerticle.Stream, Receipts.Party {
  private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final EdgeServices services;
  private final String address;
  private final Promise<Void> ended = Promise.promise();
  private @Nullable Wire wire;
  private Phase phase;
  private String id = newId();
  private @Nullable Jid domain;
  private @Nullable String lang;
  private @Nullable Jid from;
  private boolean headerSent;
  private boolean closed;

  /**
   * A stream about to begin.
   *
   * @param address of the client, without port
   */
  ClientStream(EdgeServices services, String address) {
    this.services = services;
    this.address = address;
    this.phase = new Negotiation(this);
  }

  void attach(Wire carrier) {
    wire = carrier;
  }

  EdgeServices services() {
    return services;
  }

  @Override
  public Wire wire() {
    return Objects.requireNonNull(wire);
  }

  /** Of the client, without port. */
  String address() {
    return address;
  }

  /** Unpredictable, and new with each header (RFC 6120 §4.7.3). */
  String id() {
    return id;
  }

  /** The domain that the client asked for. */
  Jid domain() {
    if (domain == null) {
      throw new IllegalStateException("the stream has no header yet");
    }
    return domain;
  }

  /** Who the client says it is, which proves nothing (RFC 6120 §4.7.1); null if it does not say. */
  @Nullable Jid from() {
    return from;
  }

  /** The language of stanzas that name none (RFC 6120 §4.7.4); null if the client named none. */
  @Nullable String lang() {
    return lang;
  }

  boolean isSecure() {
    return wire().isSecure();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  /** Unpredictable. */
  static String newId() {
    byte[] random = new byte[18];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  @Override
  public void opened(Element header) {
    StreamHeader asked = StreamHeader.parse(header, Namespaces.CLIENT);
    Jid former = domain;
    Jid to = asked.to();
    headerSent = false;
    id = newId();
    if (asked.lang() != null) {
      lang = asked.lang();
    }
    if (asked.version() == null) {
      domain = former == null ? services.defaultDomain() : former;
      throw new StreamException(StreamError.of(StreamError.Condition.UNSUPPORTED_VERSION));
    }
    if (to == null && former == null) {
      domain = services.defaultDomain();
      throw new StreamException(StreamError.of(StreamError.Condition.HOST_UNKNOWN));
    }
    if (to != null && (!to.isDomain() || !services.domains().isLocal(to.domain()))) {
      domain = former == null ? services.defaultDomain() : former;
      throw new StreamException(StreamError.of(StreamError.Condition.HOST_UNKNOWN));
    }
    if (former != null && to != null && !former.equals(to) && phase.isAuthenticated()) {
      throw new StreamException(StreamError.of(StreamError.Condition.INVALID_FROM));
    }
    domain = to == null ? former : to;
    from = asked.from();
    sendHeader(from);
    if (from != null && isSecure() && !from.domain().equals(domain().domain())) {
      throw new StreamException(StreamError.of(StreamError.Condition.INVALID_FROM));
    }
    writeFeatures(phase.features());
  }

  void writeFeatures(List<Element> features) {
    wire().write(Element.builder(Namespaces.STREAMS, "features").children(features).build());
  }

  private void sendHeader(@Nullable Jid to) {
    Jid from = domain == null ? services.defaultDomain() : domain;
    wire()
        .open(
            StreamHeader.answer(
                from, to == null ? null : to.bare(), id, lang == null ? "en" : lang));
    headerSent = true;
  }

  @Override
  public void element(Element element) {
    if (element.is(Namespaces.STREAMS, "error")) {
      LOG.debug("{} ended by an error of the client: {}", id, StreamError.parse(element));
      end(false);
    } else {
      phase.element(element);
    }
  }

  @Override
  public void closed() {
    LOG.debug("{} closed by the client", id);
    end(true);
  }

  @Override
  public void failed(StreamError error) {
    if (closed) {
      return;
    }
    LOG.debug("{} ended: {}", id, error.condition());
    if (!headerSent) {
      sendHeader(null);
    }
    wire().write(error.toElement());
    end(false);
  }

  /** What the client has asked for cannot be. */
  void refused(Throwable cause) {
    if (cause instanceof StreamException wrong) {
      failed(wrong.error());
    } else {
      LOG.error("a stream failed", cause);
      failed(StreamError.of(StreamError.Condition.INTERNAL_SERVER_ERROR));
    }
  }

  /** The client does not answer: its connection is taken for lost. */
  void lost() {
    if (!closed) {
      closed = true;
      phase.broken();
      wire().abort();
    }
  }

  private void end(boolean peerClosed) {
    if (!closed) {
      closed = true;
      phase.ended();
      wire().close(peerClosed);
    }
  }

  @Override
  public void written(List<ToSession.Delivery> deliveries) {
    if (phase instanceof SessionTraffic session) {
      session.written(deliveries);
    }
  }

  @Override
  public void disconnected() {
    if (!closed) {
      closed = true;
      phase.broken();
    }
    if (!(phase instanceof SessionTraffic)) {
      ended.tryComplete();
    }
  }

  /** The session has been handed over, and the stream with it. */
  void released() {
    ended.tryComplete();
  }

  /** The client proved who it is; a new stream follows (RFC 6120 §6.4.6). */
  void authenticated(Jid account, Access access, long began) {
    enter(new Binding(this, account, access, began));
    restarting();
    wire().restart();
  }

  /** The next thing the client gets is a new header, even before an error (RFC 6120 §4.9.1.2). */
  void restarting() {
    headerSent = false;
  }

  /** The client proved who it is, and goes on on the same stream (XEP-0388 §2.6.1). */
  void enter(Binding next) {
    wire().loggedIn(services.limitsAfterLogin());
    phase = next;
  }

  /** The client has a session. */
  void bound(SessionTraffic session) {
    phase = session;
  }

  @Override
  public Vertx vertx() {
    return services.bus().vertx();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Ends the stream because the server stops (RFC 6120 §4.9.3.20). */
  @Override
  public void stop() {
    phase.stop();
    failed(StreamError.of(StreamError.Condition.SYSTEM_SHUTDOWN));
  }

  /** Ends the stream if the client has not got this far in time. */
  void loginTimedOut() {
    if (!(phase instanceof SessionTraffic)) {
      failed(StreamError.of(StreamError.Condition.CONNECTION_TIMEOUT));
    }
  }

  /** The client has been silent for long. */
  void silent() {
    if (phase instanceof SessionTraffic session) {
      session.probe();
    }
  }
}
