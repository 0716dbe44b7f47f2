package dev.parley.transport.c2s;

import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.AuthRequest;
import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslOffer;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToSession;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.module.Failures;
import dev.parley.core.module.StreamOffers;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encryption and authentication (RFC 6120 §5, §6). */
final class Negotiation implements Phase {
  private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final ClientStream stream;
  private @Nullable TlsFacts facts;
  private int failures;
  private boolean exchanging;
  private final Sasl2 sasl2;

  Negotiation(ClientStream stream) {
    this.stream = stream;
    this.sasl2 = new Sasl2(stream, this);
  }

  @Override
  public boolean isAuthenticated() {
    return false;
  }

  ParleyConfig config() {
    return stream.services().config().get();
  }

  /** True if nothing but STARTTLS may be done yet (RFC 7590 §3.2). */
  private boolean needsTls() {
    return config().tls().required() && !stream.isSecure();
  }

  @Override
  public List<Element> features() {
    List<Element> features = new ArrayList<>();
    if (!stream.isSecure() && stream.wire().canStartTls()) {
      Element.Builder startTls = Element.builder(TLS, "starttls");
      if (needsTls()) {
        startTls.child(Element.of(TLS, "required"));
      }
      features.add(startTls.build());
    }
    if (!needsTls()) {
      features.add(stream.services().limitsFeature(stream.services().limitsBeforeLogin()));
      features.addAll(SaslElements.features(offer()));
      features.addAll(sasl2.features());
      features.addAll(
          stream.services().offers().features(StreamOffers.Phase.LOGIN, stream.domain().domain()));
      sasl2.version(features).ifPresent(features::add);
    }
    return features;
  }

  SaslOffer offer() {
    return SaslOffer.of(config().auth(), facts());
  }

  TlsFacts facts() {
    TlsFacts known = facts;
    if (known == null) {
      SSLSession session = stream.wire().tls();
      if (session == null) {
        // Of what goes on between the client and a proxy of ours nothing is known.
        return stream.isSecure() ? TlsFacts.ELSEWHERE : TlsFacts.NONE;
      }
      known = stream.services().tlsFacts().apply(session);
      if (!stream.wire().isOneConnection()) {
        known = known.onManyConnections();
      }
      facts = known;
    }
    return known;
  }

  @Override
  public void element(Element element) {
    if (sasl2.isExchanging() && !element.namespace().equals(Sasl2Elements.NAMESPACE)) {
      // XEP-0388 §2.4
      throw new StreamException(
          StreamError.of(Condition.POLICY_VIOLATION, "an authentication is under way"));
    }
    switch (element.namespace()) {
      case TLS -> startTls(element);
      case Sasl2Elements.NAMESPACE -> sasl2(element);
      case SaslElements.NAMESPACE -> sasl(element);
      case Namespaces.CLIENT -> stanza(element);
      default ->
          throw new StreamException(
              StreamError.of(Condition.UNSUPPORTED_STANZA_TYPE, "log in first"));
    }
  }

  /**
   * RFC 6120 §5.4.2. What came with it in clear text ends the stream (CVE-2011-0411).
   *
   * <p>Workaround: go-xmpp ends the element with a line feed, which is forgotten, since 0.1.0.
   */
  private void startTls(Element element) {
    if (!element.name().equals("starttls")
        || stream.isSecure()
        || !stream.wire().canStartTls()
        || exchanging) {
      stream.wire().write(Element.of(TLS, "failure"));
      stream.closed();
      return;
    }
    if (!stream.wire().discardBuffered()) {
      throw new StreamException(
          StreamError.of(Condition.POLICY_VIOLATION, "data after <starttls/>"));
    }
    stream.wire().suspend();
    stream.restarting();
    stream
        .wire()
        .startTls(
            Element.of(TLS, "proceed"),
            stream.services().tls().get().startTls(stream.domain().domain()));
  }

  private void sasl2(Element element) {
    if (exchanging) {
      throw new StreamException(
          StreamError.of(Condition.POLICY_VIOLATION, "an authentication is under way"));
    }
    sasl2.element(element);
  }

  private void sasl(Element element) {
    if (needsTls()) {
      fail(SaslError.ENCRYPTION_REQUIRED, null);
      return;
    }
    try {
      if (SaslElements.isAuth(element)) {
        exchanging = true;
        SaslElements.Auth auth = SaslElements.parseAuth(element);
        ask(
            new AuthRequest.Begin(
                stream.id(),
                stream.domain(),
                auth.mechanism(),
                auth.initial(),
                facts(),
                stream.address(),
                null));
      } else if (!exchanging) {
        fail(SaslError.MALFORMED_REQUEST, null);
      } else if (SaslElements.isAbort(element)) {
        ask(new AuthRequest.Abort(stream.id()));
      } else {
        ask(new AuthRequest.Continue(stream.id(), SaslElements.parseResponse(element)));
      }
    } catch (SaslException wrong) {
      if (exchanging) {
        abort(wrong.error());
      } else {
        fail(wrong.error(), null);
      }
    }
  }

  private void ask(AuthRequest request) {
    ask(request, this::answer);
  }

  /**
   * Has the auth service give up; the client's next element waits for that.
   *
   * @param error the failure to report, whatever the service says
   */
  private void abort(SaslError error) {
    ask(
        new AuthRequest.Abort(stream.id()),
        reply -> {
          fail(error, null);
          stream.wire().resume();
        });
  }

  /** Has the auth service go on, and hands over what it says unless the stream is over. */
  void ask(AuthRequest request, Consumer<AuthReply> next) {
    stream.wire().suspend();
    stream
        .services()
        .bus()
        .request(Addresses.auth(Shard.of(stream.id())), request)
        .otherwise(cause -> {
          LOG.warn("authentication is out of order: {}", cause.toString());
          return new AuthReply.Failure(SaslError.TEMPORARY_AUTH_FAILURE, "Out of order", 0);
        })
        .onSuccess(reply -> {
          if (!stream.isClosed()) {
            next.accept(reply);
          }
        });
  }

  private void answer(AuthReply reply) {
    if (reply instanceof AuthReply.Challenge challenge) {
      stream.wire().write(SaslElements.challenge(challenge.data()));
      stream.wire().resume();
    } else if (reply instanceof AuthReply.Success success) {
      stream.wire().write(SaslElements.success(success.data()));
      stream.authenticated(success.account(), success.access(), success.began());
      stream.wire().resume();
    } else if (reply instanceof AuthReply.Failure failure) {
      later(failure, () -> fail(failure.error(), failure.text()));
    }
  }

  /** Tells of a failure after a while, and lets the client go on. */
  void later(AuthReply.Failure failure, Runnable told) {
    stream
        .services()
        .bus()
        .vertx()
        .setTimer(
            Math.max(1, failure.delayMillis()),
            late -> {
              if (!stream.isClosed()) {
                told.run();
                stream.wire().resume();
              }
            });
  }

  /** RFC 6120 §6.4.4: the client may retry, but not for ever. */
  private void fail(SaslError error, @Nullable String text) {
    exchanging = false;
    fail(SaslElements.failure(error, text));
  }

  void fail(Element failure) {
    failures++;
    stream.wire().write(failure);
    if (failures >= config().limits().login().failuresPerStream()) {
      stream.failed(StreamError.of(Condition.POLICY_VIOLATION, "too many failed authentications"));
    }
  }

  /** Somebody who has not logged in may only ask what a module answers to strangers. */
  private void stanza(Element element) {
    if (!needsTls() && element.name().equals("iq") && !exchanging) {
      Element payload = element.elements().isEmpty() ? null : element.elements().get(0);
      StreamOffers.LoginHandler handler =
          payload == null ? null : stream.services().offers().loginHandler(payload.namespace());
      if (handler != null) {
        answer(handler, element);
        return;
      }
    }
    throw new StreamException(StreamError.of(Condition.NOT_AUTHORIZED));
  }

  private void answer(StreamOffers.LoginHandler handler, Element element) {
    Iq iq;
    try {
      iq = (Iq) Stanza.parse(element);
    } catch (StanzaException wrong) {
      throw new StreamException(StreamError.of(Condition.NOT_AUTHORIZED));
    }
    Jid to = iq.to();
    if (to != null && !to.equals(stream.domain())) {
      throw new StreamException(StreamError.of(Condition.NOT_AUTHORIZED));
    }
    stream.wire().suspend();
    Future.<Iq>future(
            answer -> handler.handle(iq, stream.domain(), stream.address()).onComplete(answer))
        .otherwise(cause -> iq.error(Failures.toError(cause, iq)))
        .onSuccess(answer -> {
          stream.wire().write(new ToSession.Delivery(answer.withFrom(stream.domain())));
          stream.wire().resume();
        });
  }
}
