package dev.parley.transport.c2s;

import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.AuthRequest;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.UserAgent;
import dev.parley.core.auth.Wishes;
import dev.parley.core.auth.sasl.FastElements;
import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.SaslOffer;
import dev.parley.core.config.AuthConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authentication by the extensible SASL profile (XEP-0388), which may be sent together with the
 * header of the stream (XEP-0509).
 */
final class Sasl2 {
  private final ClientStream stream;
  private final Negotiation negotiation;
  private String version = "";

  /** What the client has asked for; null between attempts. */
  private @Nullable Element authenticate;

  Sasl2(ClientStream stream, Negotiation negotiation) {
    this.stream = stream;
    this.negotiation = negotiation;
  }

  /** True from the client's request to the outcome. */
  boolean isExchanging() {
    return authenticate != null;
  }

  /** The stream feature; none without TLS (XEP-0388 §3). */
  List<Element> features() {
    SaslOffer offer = negotiation.offer();
    if (!stream.isSecure() || offer.mechanisms().isEmpty()) {
      return List.of();
    }
    AuthConfig config = negotiation.config().auth();
    List<Element> inline = new ArrayList<>();
    inline.add(Element.of(Acknowledgements.NAMESPACE, "sm"));
    inline.add(InlineBind.feature(stream.services().offers().inline()));
    List<SaslMechanism> tokens = LoginRecords.offered(config, negotiation.facts());
    if (!tokens.isEmpty()) {
      inline.add(FastElements.feature(tokens));
    }
    return List.of(
        Sasl2Elements.feature(offer, inline, Sasl2Elements.upgrades(KeyUpgrades.names(config))));
  }

  /**
   * The feature that lets a client send its request before it has seen the features (XEP-0509
   * §2.1); none without TLS.
   *
   * @param features all others
   */
  Optional<Element> version(List<Element> features) {
    if (!stream.isSecure()) {
      return Optional.empty();
    }
    version = ConfigVersion.of(features);
    return Optional.of(ConfigVersion.feature(version));
  }

  void element(Element element) {
    if (!stream.isSecure()) {
      negotiation.fail(Sasl2Elements.failure(SaslError.ENCRYPTION_REQUIRED, null, null));
      return;
    }
    boolean begins = element.name().equals("authenticate");
    if (begins == isExchanging()) {
      throw new StreamException(
          StreamError.of(Condition.POLICY_VIOLATION, "this does not belong here (XEP-0388)"));
    }
    try {
      if (begins) {
        begin(element);
      } else {
        goOn(element);
      }
    } catch (SaslException wrong) {
      if (isExchanging()) {
        negotiation.ask(
            new AuthRequest.Abort(stream.id()), reply -> failed(wrong.error(), wrong.text()));
      } else {
        fail(wrong.error(), null, wrong.text());
      }
    }
  }

  private void begin(Element element) {
    if (!ConfigVersion.matches(element, version)) {
      // XEP-0509 §2.2: no failed login, so nothing is counted.
      stream.wire().write(ConfigVersion.mismatch());
      return;
    }
    Sasl2Elements.Authenticate request = Sasl2Elements.parseAuthenticate(element);
    Wishes wishes = wishes(element);
    authenticate = element;
    negotiation.ask(
        new AuthRequest.Begin(
            stream.id(),
            stream.domain(),
            request.mechanism(),
            request.initial(),
            negotiation.facts(),
            stream.address(),
            wishes),
        this::answer);
  }

  private Wishes wishes(Element element) {
    Jid from = stream.from();
    return new Wishes(
        from == null || from.isDomain() ? null : from.bare(),
        UserAgent.parse(element),
        Sasl2Elements.parseUpgrades(element),
        FastElements.parseUse(element),
        FastElements.parseRequest(element));
  }

  private void goOn(Element element) {
    switch (element.name()) {
      case "response" ->
          negotiation.ask(
              new AuthRequest.Continue(stream.id(), Sasl2Elements.data(element)), this::answer);
      case "next" -> {
        String task = element.attribute("task");
        negotiation.ask(new AuthRequest.Next(stream.id(), task == null ? "" : task), this::answer);
      }
      case "task-data" ->
          negotiation.ask(new AuthRequest.TaskData(stream.id(), element), this::answer);
      case "abort" -> negotiation.ask(new AuthRequest.Abort(stream.id()), this::answer);
      default ->
          throw new StreamException(
              StreamError.of(Condition.POLICY_VIOLATION, "an authentication is under way"));
    }
  }

  private void answer(AuthReply reply) {
    if (reply instanceof AuthReply.Challenge challenge) {
      stream.wire().write(Sasl2Elements.challenge(challenge.data()));
      stream.wire().resume();
    } else if (reply instanceof AuthReply.Task task) {
      stream.wire().write(Sasl2Elements.proceed(task.data(), task.task()));
      stream.wire().resume();
    } else if (reply instanceof AuthReply.TaskData data) {
      stream.wire().write(Sasl2Elements.taskData(data.content()));
      stream.wire().resume();
    } else if (reply instanceof AuthReply.Success success && authenticate != null) {
      new InlineBind(stream, success, authenticate).run(this::failed);
    } else if (reply instanceof AuthReply.Failure failure) {
      negotiation.later(failure, () -> fail(failure.error(), null, failure.text()));
    }
  }

  private void failed(SaslError error, String text) {
    fail(error, null, text);
    stream.wire().resume();
  }

  private void fail(SaslError error, @Nullable Element application, String text) {
    authenticate = null;
    negotiation.fail(Sasl2Elements.failure(error, application, text));
  }
}
