package dev.parley.transport.c2s;

import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.DeviceId;
import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPresence;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import dev.parley.transport.stream.Acknowledgements;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a successful login by SASL2, with Bind 2 if the client wants it (XEP-0386). */
final class InlineBind {
  private static final Logger LOG = LoggerFactory.getLogger(InlineBind.class);
  private static final String NAMESPACE = "urn:xmpp:bind:0";

  /** Longest tag that becomes part of a resource, in characters. */
  private static final int MAX_TAG = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** What the edge itself does while binding, by namespace. */
  private static final List<String> OF_THE_EDGE =
      List.of(Acknowledgements.NAMESPACE, Attention.NAMESPACE);

  private final ClientStream stream;
  private final AuthReply.Success success;
  private final Element authenticate;

  InlineBind(ClientStream stream, AuthReply.Success success, Element authenticate) {
    this.stream = stream;
    this.success = success;
    this.authenticate = authenticate;
  }

  /**
   * The inline feature of SASL2 (§3.1).
   *
   * @param features what can be done with it, by namespace
   */
  static Element feature(List<String> features) {
    Element.Builder inline = Element.builder(NAMESPACE, "inline");
    for (String feature : OF_THE_EDGE) {
      inline.child(Element.builder(NAMESPACE, "feature").attribute("var", feature).build());
    }
    for (String feature : features) {
      inline.child(Element.builder(NAMESPACE, "feature").attribute("var", feature).build());
    }
    return Element.builder(NAMESPACE, "bind").child(inline.build()).build();
  }

  /**
   * Resumes the session that the client names, else binds, and tells the client of its success.
   *
   * @param refused called instead if the client cannot have a session now
   */
  void run(BiConsumer<SaslError, String> refused) {
    Binding binding = new Binding(stream, success.account(), success.access(), success.began());
    Element resume = authenticate.child(Acknowledgements.NAMESPACE, "resume");
    if (resume == null) {
      bind(binding, List.of(), refused);
      return;
    }
    binding
        .resuming()
        .resume(resume)
        .onSuccess(outcome -> {
          if (outcome instanceof Resuming.Outcome.Resumed resumed) {
            resumed(binding, resumed);
          } else {
            bind(binding, List.of(outcome.answer()), refused);
          }
        })
        .onFailure(stream::refused);
  }

  /** XEP-0198 §8.2: the stream is as it was, so neither resource nor features follow. */
  private void resumed(Binding binding, Resuming.Outcome.Resumed resumed) {
    stream.wire().loggedIn(stream.services().limitsAfterLogin());
    if (binding.begin(resumed)) {
      succeed(resumed.session().full(), List.of(resumed.answer()));
      resumed.goOn();
      stream.wire().resume();
    }
  }

  /**
   * Binds if the client wants it.
   *
   * @param results what is told to the client beside
   */
  private void bind(Binding binding, List<Element> results, BiConsumer<SaslError, String> refused) {
    Element bind = authenticate.child(NAMESPACE, "bind");
    if (bind == null) {
      stream.enter(binding);
      succeed(success.account(), results);
      offer(binding.features());
      return;
    }
    stream
        .services()
        .bus()
        .request(
            Addresses.presence(Shard.of(success.account())),
            new ToPresence.Bind(
                success.account(),
                resource(bind),
                stream.id(),
                success.access(),
                bind.elements().stream().filter(child -> !isOwn(child)).toList()))
        .onSuccess(bound -> bound(binding, bind, bound, results))
        .onFailure(cause -> {
          LOG.debug("not bound: {}", cause.toString());
          if (!stream.isClosed()) {
            refused.accept(SaslError.TEMPORARY_AUTH_FAILURE, "You cannot have a session now");
          }
        });
  }

  private void bound(Binding binding, Element bind, ToPresence.Bound bound, List<Element> results) {
    stream.wire().loggedIn(stream.services().limitsAfterLogin());
    SessionTraffic session = binding.begin(bound);
    if (session == null) {
      return;
    }
    Element.Builder answer = Element.builder(NAMESPACE, "bound").children(bound.answers());
    Element enable = bind.child(Acknowledgements.NAMESPACE, "enable");
    if (enable != null) {
      answer.child(session.enable(enable));
    }
    List<Element> all = new ArrayList<>(results);
    all.add(answer.build());
    succeed(bound.full(), all);
    session.enabled();
    if (bind.child(Attention.NAMESPACE, "inactive") != null) {
      session.attention(Element.of(Attention.NAMESPACE, "inactive"));
    }
    List<Element> features = binding.sessionFeatures();
    if (enable != null) {
      // It has been negotiated: xmpp.js would ask for it again.
      features.removeIf(feature -> feature.namespace().equals(Acknowledgements.NAMESPACE));
    }
    offer(features);
  }

  private void succeed(Jid identity, List<Element> results) {
    List<Element> all = new ArrayList<>(results);
    if (success.token() != null) {
      all.add(success.token());
    }
    stream.wire().write(Sasl2Elements.success(success.data(), identity, all));
  }

  /** No stream restart (XEP-0388 §2.6.1). */
  private void offer(List<Element> features) {
    stream.writeFeatures(features);
    stream.wire().resume();
  }

  private static boolean isOwn(Element child) {
    return child.namespace().equals(NAMESPACE);
  }

  /** §3.2.1: the tag, and what is the same for this client each time. */
  private String resource(Element bind) {
    String device = success.access().device();
    String own = device == null ? random() : DeviceId.resource(success.account(), device);
    Element tag = bind.child(NAMESPACE, "tag");
    String prefix = tag == null ? null : prefix(tag.text());
    return prefix == null ? own : prefix + '/' + own;
  }

  private static String random() {
    byte[] random = new byte[9];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  private @Nullable String prefix(String tag) {
    if (tag.isEmpty() || tag.length() > MAX_TAG) {
      return null;
    }
    try {
      return success.account().withResource(tag).resource();
    } catch (JidFormatException unfit) {
      return null;
    }
  }
}
