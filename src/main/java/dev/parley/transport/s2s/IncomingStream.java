package dev.parley.transport.s2s;

import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.core.config.FederationPolicy.Proof;
import dev.parley.core.federation.Link;
import dev.parley.core.federation.PeerIdentity;
import dev.parley.core.federation.Target;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Acknowledgements;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that another server has opened (RFC 6120 §4.3, XEP-0178, XEP-0220 §2.2). */
final class IncomingStream extends ServerStream {
  private final String address;
  private final Return back = new Return(this);
  private final Consent consent = new Consent(this);
  private final PeerProof proof = new PeerProof(this);
  private String id = RandomIds.next();
  private @Nullable Jid domain;
  private @Nullable Jid from;
  private boolean headerSent;

  /**
   * A stream about to begin.
   *
   * @param address of the peer, without port
   */
  IncomingStream(S2sServices services, Context context, String address) {
    super(services, context);
    this.address = address;
  }

  @Override
  String id() {
    return id;
  }

  @Override
  @Nullable Target target() {
    return null;
  }

  @Override
  String proof() {
    return proof.isAuthenticated() ? "certificate" : pairs().isEmpty() ? "none" : "dialback";
  }

  /** How it stands, for each pair of domains that it carries. */
  List<Link> links() {
    if (pairs().isEmpty()) {
      return List.of(
          link(
              domain == null ? "" : domain.domain(),
              from == null ? address : from.domain(),
              "proving itself"));
    }
    return pairs().all().stream().map(pair -> link(pair.local(), pair.remote(), Link.UP)).toList();
  }

  private Link link(String local, String remote, String state) {
    return new Link(
        local,
        remote,
        true,
        back.isAllowed(),
        state,
        proof(),
        tlsVersion(),
        0,
        unacknowledged(),
        age(),
        "");
  }

  @Override
  boolean isInbound() {
    return true;
  }

  @Override
  public void opened(Element header) {
    StreamHeader asked = StreamHeader.parse(header, Namespaces.SERVER);
    headerSent = false;
    id = RandomIds.next();
    lang(asked.lang());
    check(asked);
    domain = asked.to();
    from = asked.from();
    sendHeader(from);
    if (!isSecure()) {
      offer(List.of(S2sElements.startTlsFeature()));
    } else if (proof.isAuthenticated()) {
      offer(featuresAfterProof());
    } else {
      identify();
    }
  }

  /** RFC 6120 §4.7.1, §4.7.2: servers say who they are, and whom they want. */
  private void check(StreamHeader asked) {
    if (asked.version() == null) {
      throw new StreamException(Condition.UNSUPPORTED_VERSION, "there is no TLS before 1.0");
    }
    Jid to = asked.to();
    if (to == null) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "a stream without 'to'");
    }
    if (!to.isDomain() || !services().domains().isOurs(to.domain())) {
      throw new StreamException(Condition.HOST_UNKNOWN, "not served here");
    }
    Jid claimed = asked.from();
    if (claimed != null) {
      if (!claimed.isDomain() || services().domains().isOurs(claimed.domain())) {
        throw new StreamException(Condition.INVALID_FROM, "that is not your domain");
      }
      if (services().proof(claimed.domain()) == Proof.BLOCKED) {
        throw new StreamException(
            Condition.POLICY_VIOLATION, "this server does not speak with you");
      }
    }
    if (proof.isAuthenticated()
        && !(to.equals(domain) && (claimed == null || claimed.equals(from)))) {
      throw new StreamException(Condition.INVALID_FROM, "authenticated as somebody else");
    }
    if (proof.isAuthenticated() && claimed == null) {
      throw new StreamException(Condition.IMPROPER_ADDRESSING, "a stream without 'from'");
    }
  }

  private void sendHeader(@Nullable Jid to) {
    Jid ours =
        domain == null
            ? Jid.of(null, services().config().get().domains().get(0).name(), null)
            : domain;
    wire().open(StreamHeader.answer(ours, to == null ? null : to.bare(), id, "en"));
    headerSent = true;
  }

  @Override
  void beforeError() {
    if (!headerSent) {
      sendHeader(null);
    }
  }

  private void offer(List<Element> features) {
    wire().write(Element.builder(Namespaces.STREAMS, "features").children(features).build());
  }

  /** What is offered depends on the certificate (XEP-0178 §3 step 10). */
  private void identify() {
    Jid claimed = from;
    if (claimed == null) {
      offer(featuresBeforeProof(true));
      return;
    }
    wire().suspend();
    services()
        .identity()
        .check(chain(), claimed.domain(), null)
        .onComplete(
            verdict -> context().runOnContext(here -> identified(claimed, verdict.result())));
  }

  private void identified(Jid claimed, PeerIdentity.Verdict verdict) {
    if (isClosed()) {
      return;
    }
    proof.certified(verdict.isVerified());
    boolean dialback = services().proof(claimed.domain()) == Proof.DIALBACK;
    if (proof.isCertified() || dialback) {
      offer(featuresBeforeProof(true));
    } else {
      failed(StreamError.of(Condition.NOT_AUTHORIZED, "no valid certificate: " + verdict.reason()));
    }
    wire().resume();
  }

  private List<Element> featuresBeforeProof(boolean dialback) {
    List<Element> features = new ArrayList<>(4);
    features.add(services().limitsFeature(services().limitsBeforeProof()));
    if (proof.isCertified()) {
      features.add(S2sElements.mechanisms());
    }
    if (dialback) {
      features.add(Dialback.feature());
    }
    features.add(S2sElements.bidiFeature());
    return features;
  }

  private List<Element> featuresAfterProof() {
    return List.of(
        services().limitsFeature(services().limitsAfterProof()),
        Acknowledgements.feature(),
        Dialback.feature());
  }

  @Override
  void other(Element element) {
    switch (element.namespace()) {
      case S2sElements.TLS -> startTls(element);
      case SaslElements.NAMESPACE -> proof.accept(element, domain, from);
      case S2sElements.BIDI -> back.allow(element, isSecure());
      case Acknowledgements.NAMESPACE -> consent.asked(element);
      default ->
          throw new StreamException(
              Condition.UNSUPPORTED_STANZA_TYPE, "unknown: " + element.name());
    }
  }

  /** RFC 6120 §5.4.2. What came with it in clear text ends the stream (CVE-2011-0411). */
  private void startTls(Element element) {
    Jid asked = domain;
    if (!element.name().equals("starttls") || isSecure() || asked == null) {
      wire().write(Element.of(S2sElements.TLS, "failure"));
      close();
      return;
    }
    if (!wire().discardBuffered()) {
      throw new StreamException(Condition.POLICY_VIOLATION, "data after <starttls/>");
    }
    wire().suspend();
    headerSent = false;
    wire()
        .startTls(
            Element.of(S2sElements.TLS, "proceed"),
            services().tls().get().s2sStartTls(asked.domain()));
  }

  /** Both sides open the stream again. */
  void beginAnew() {
    headerSent = false;
    wire().restart();
  }

  @Override
  void answered(Dialback answer) {
    throw new StreamException(Condition.POLICY_VIOLATION, "an answer that nobody asked for");
  }

  @Override
  void proven(DomainPair pair) {
    if (!proof.isAuthenticated()) {
      back.announce();
    }
  }

  @Override
  void arriving() {
    back.announce();
  }

  @Override
  void acknowledged() {
    back.acknowledged();
  }

  @Override
  boolean isResumable() {
    return consent.isResumable();
  }

  @Override
  void over(@Nullable StreamError error) {
    consent.over(isCut());
  }

  /** Nobody is waited for any more who could go on with this stream. */
  void expire() {
    consent.expire();
  }

  @Override
  public void stop() {
    super.stop();
    expire();
  }

  /** Completes when the connection is gone and nothing is kept. */
  Future<Void> gone() {
    return ended().compose(none -> consent.gone()).compose(none -> back.gone());
  }

  /** The way back on this stream. */
  Return back() {
    return back;
  }

  /** A domain of the peer; only once one is proven. */
  Jid peer() {
    return pairs().all().iterator().next().remoteJid();
  }

  /** Ends the stream if nothing is proven on it by now; answering for others takes no time. */
  void provenByNow() {
    if (pairs().isEmpty()) {
      failed(StreamError.of(Condition.CONNECTION_TIMEOUT));
    }
  }

  @Override
  public String toString() {
    return "stream from " + (from == null ? address : from + " at " + address);
  }
}
