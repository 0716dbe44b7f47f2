package dev.parley.core.auth.sasl;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of SASL on a stream (RFC 6120 §6, XEP-0440). */
public final class SaslElements {
  /** Of all elements but the list of channel bindings. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";

  /** Of the list of channel bindings. */
  public static final String BINDINGS_NAMESPACE = "urn:xmpp:sasl-cb:0";

  /** Longest text of an element, in characters: several times what a mechanism needs. */
  static final int MAX_TEXT = 8192;

  private SaslElements() {}

  /**
   * What an {@code <auth/>} says (RFC 6120 §6.4.2).
   *
   * @param initial the initial response: null if it is left out, empty if it is {@code =}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Auth(String mechanism, byte @Nullable [] initial) {
    /** Without the response, which may hold a password. */
    @Override
    public String toString() {
      return "Auth[" + mechanism + "]";
    }
  }

  /** The stream features that offer authentication; none if there is nothing to offer. */
  public static List<Element> features(SaslOffer offer) {
    if (offer.mechanisms().isEmpty()) {
      return List.of();
    }
    Element.Builder mechanisms = Element.builder(NAMESPACE, "mechanisms");
    for (SaslMechanism mechanism : offer.mechanisms()) {
      mechanisms.child(Element.builder(NAMESPACE, "mechanism").text(mechanism.label()).build());
    }
    return offer.bindingTypes().isEmpty()
        ? List.of(mechanisms.build())
        : List.of(mechanisms.build(), bindings(offer.bindingTypes()));
  }

  /** XEP-0440 §3. */
  private static Element bindings(List<String> types) {
    Element.Builder bindings = Element.builder(BINDINGS_NAMESPACE, "sasl-channel-binding");
    for (String type : types) {
      bindings.child(
          Element.builder(BINDINGS_NAMESPACE, "channel-binding").attribute("type", type).build());
    }
    return bindings.build();
  }

  /** True for the element that begins an authentication. */
  public static boolean isAuth(Element element) {
    return element.is(NAMESPACE, "auth");
  }

  /** True for the element with which a client gives up. */
  public static boolean isAbort(Element element) {
    return element.is(NAMESPACE, "abort");
  }

  /**
   * Reads an {@code <auth/>}.
   *
   * @throws SaslException {@code invalid-mechanism}, {@code incorrect-encoding} or {@code
   *     malformed-request}
   */
  public static Auth parseAuth(Element auth) {
    String mechanism = auth.attribute("mechanism");
    if (mechanism == null || mechanism.isEmpty()) {
      throw new SaslException(SaslError.INVALID_MECHANISM, "No mechanism was named");
    }
    return new Auth(mechanism, text(auth).isEmpty() ? null : data(auth));
  }

  /**
   * Reads a {@code <response/>}, whose data may be empty.
   *
   * @throws SaslException {@code incorrect-encoding} or {@code malformed-request}, also if it is
   *     another element
   */
  public static byte[] parseResponse(Element response) {
    if (!response.is(NAMESPACE, "response")) {
      throw SaslException.malformed("Expected a response");
    }
    return data(response);
  }

  private static byte[] data(Element element) {
    String text = text(element);
    if (text.isEmpty() || text.equals("=")) {
      return new byte[0];
    }
    try {
      return SaslText.base64(text);
    } catch (IllegalArgumentException e) {
      throw new SaslException(SaslError.INCORRECT_ENCODING, "Bad base64");
    }
  }

  private static String text(Element element) {
    String text = element.text();
    if (text.length() > MAX_TEXT || !element.elements().isEmpty()) {
      throw SaslException.malformed("Too long, or not only text");
    }
    return text;
  }

  /** The {@code <challenge/>} that carries data, which may be empty. */
  public static Element challenge(byte[] data) {
    return Element.builder(NAMESPACE, "challenge").text(SaslText.base64(data)).build();
  }

  /** The {@code <success/>}; without data if null, with {@code =} if empty (RFC 6120 §6.4.6). */
  public static Element success(byte @Nullable [] data) {
    if (data == null) {
      return Element.of(NAMESPACE, "success");
    }
    String text = data.length == 0 ? "=" : SaslText.base64(data);
    return Element.builder(NAMESPACE, "success").text(text).build();
  }

  /**
   * The {@code <failure/>} (RFC 6120 §6.5).
   *
   * @param text English, for a human; null for none
   */
  public static Element failure(SaslError error, @Nullable String text) {
    Element.Builder failure =
        Element.builder(NAMESPACE, "failure").child(Element.of(NAMESPACE, error.condition()));
    if (text != null) {
      failure.child(
          Element.builder(NAMESPACE, "text")
              .attribute(Namespaces.XML, "lang", "en")
              .text(text)
              .build());
    }
    return failure.build();
  }
}
