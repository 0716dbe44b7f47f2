package dev.parley.transport.c2s;

import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.DeviceId;
import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.module.StreamOffers;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
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
    for (String feature : features) {
      inline.child(Element.builder(NAMESPACE, "feature").attribute("var", feature).build());
    }
    return Element.builder(NAMESPACE, "bind").child(inline.build()).build();
  }

  /**
   * Binds, and tells the client of its success.
   *
   * @param refused called instead if the client cannot have a session now
   */
  void run(BiConsumer<SaslError, String> refused) {
    Element bind = authenticate.child(NAMESPACE, "bind");
    Binding binding = new Binding(stream, success.account(), success.access(), success.began());
    if (bind == null) {
      stream.enter(binding);
      succeed(success.account(), List.of(), binding.features());
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
        .onSuccess(bound -> bound(binding, bound))
        .onFailure(cause -> {
          LOG.debug("not bound: {}", cause.toString());
          if (!stream.isClosed()) {
            refused.accept(SaslError.TEMPORARY_AUTH_FAILURE, "You cannot have a session now");
          }
        });
  }

  private void bound(Binding binding, ToPresence.Bound bound) {
    stream.wire().loggedIn(stream.services().limitsAfterLogin());
    SessionTraffic session = binding.begin(bound);
    if (session == null) {
      return;
    }
    Element result = Element.builder(NAMESPACE, "bound").children(bound.answers()).build();
    succeed(bound.full(), List.of(result), sessionFeatures());
  }

  /** What may be asked for on a stream with a session. */
  private List<Element> sessionFeatures() {
    List<Element> features = new ArrayList<>();
    features.add(Element.of(Acknowledgements.NAMESPACE, "sm"));
    features.addAll(
        stream.services().offers().features(StreamOffers.Phase.BIND, stream.domain().domain()));
    return features;
  }

  private void succeed(Jid identity, List<Element> results, List<Element> features) {
    List<Element> all = new ArrayList<>(results);
    if (success.token() != null) {
      all.add(success.token());
    }
    stream.wire().write(Sasl2Elements.success(success.data(), identity, all));
    // No stream restart (XEP-0388 §2.6.1).
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
