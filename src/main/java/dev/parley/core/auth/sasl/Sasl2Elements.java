package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of the extensible SASL profile (XEP-0388). */
public final class Sasl2Elements {
  /** Of all of them. */
  public static final String NAMESPACE = "urn:xmpp:sasl:2";

  private static final String UPGRADE_NAMESPACE = "urn:xmpp:sasl:upgrade:0";

  private Sasl2Elements() {}

  /**
   * What an {@code <authenticate/>} says (§2.3).
   *
   * @param initial the initial response; null if there is none
   * @param element all of it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Authenticate(String mechanism, byte @Nullable [] initial, Element element) {
    /** Without the response, which may hold a password. */
    @Override
    public String toString() {
      return "Authenticate[" + mechanism + "]";
    }
  }

  /**
   * The stream feature (§2.1).
   *
   * @param offer at least one mechanism
   * @param inline what can be done with the success (§2.1)
   * @param more further children
   */
  public static Element feature(SaslOffer offer, List<Element> inline, List<Element> more) {
    Element.Builder feature = Element.builder(NAMESPACE, "authentication");
    for (SaslMechanism mechanism : offer.mechanisms()) {
      feature.child(Element.builder(NAMESPACE, "mechanism").text(mechanism.label()).build());
    }
    feature.child(Element.builder(NAMESPACE, "inline").children(inline).build());
    return feature.children(more).build();
  }

  /**
   * Reads an {@code <authenticate/>}.
   *
   * @throws SaslException {@code invalid-mechanism}, {@code incorrect-encoding} or {@code
   *     malformed-request}
   */
  public static Authenticate parseAuthenticate(Element element) {
    String mechanism = element.attribute("mechanism");
    if (mechanism == null || mechanism.isEmpty()) {
      throw new SaslException(SaslError.INVALID_MECHANISM, "No mechanism was named");
    }
    Element initial = element.child(NAMESPACE, "initial-response");
    return new Authenticate(mechanism, initial == null ? null : data(initial), element);
  }

  /**
   * The data of a {@code <response/>}, which may be empty (§2.2).
   *
   * @throws SaslException {@code incorrect-encoding} or {@code malformed-request}
   */
  public static byte[] data(Element element) {
    String text = element.text().strip();
    if (text.length() > SaslElements.MAX_TEXT || !element.elements().isEmpty()) {
      throw SaslException.malformed("Too long, or not only text");
    }
    try {
      return SaslText.base64(text);
    } catch (IllegalArgumentException e) {
      throw new SaslException(SaslError.INCORRECT_ENCODING, "Bad base64");
    }
  }

  /** The {@code <challenge/>} that carries data (§2.5). */
  public static Element challenge(byte[] data) {
    return Element.builder(NAMESPACE, "challenge").text(SaslText.base64(data)).build();
  }

  /**
   * The {@code <success/>} (§2.6.1).
   *
   * @param data of the mechanism; null if it has none to give
   * @param identity what the client acts for: full if a resource is bound
   * @param results of inline features
   */
  public static Element success(byte @Nullable [] data, Jid identity, List<Element> results) {
    Element.Builder success = Element.builder(NAMESPACE, "success");
    if (data != null) {
      success.child(additional(data));
    }
    return success
        .child(
            Element.builder(NAMESPACE, "authorization-identifier")
                .text(identity.toString())
                .build())
        .children(results)
        .build();
  }

  /** What offers the tasks of XEP-0480 §2.1. */
  public static List<Element> upgrades(List<String> names) {
    return names.stream()
        .map(name -> Element.builder(UPGRADE_NAMESPACE, "upgrade").text(name).build())
        .toList();
  }

  /** The tasks that a client wants to do (XEP-0480 §2.2). */
  public static List<String> parseUpgrades(Element authenticate) {
    return authenticate.elements().stream()
        .filter(child -> child.is(UPGRADE_NAMESPACE, "upgrade"))
        .map(child -> child.text().strip())
        .toList();
  }

  /**
   * The {@code <continue/>} (§2.6.3).
   *
   * @param data of the mechanism; null if it has none to give
   */
  public static Element proceed(byte @Nullable [] data, String task) {
    Element.Builder proceed = Element.builder(NAMESPACE, "continue");
    if (data != null) {
      proceed.child(additional(data));
    }
    return proceed
        .child(
            Element.builder(NAMESPACE, "tasks")
                .child(Element.builder(NAMESPACE, "task").text(task).build())
                .build())
        .build();
  }

  /** What goes on within a task (§2.6.3). */
  public static Element taskData(Element content) {
    return Element.builder(NAMESPACE, "task-data").child(content).build();
  }

  private static Element additional(byte[] data) {
    return Element.builder(NAMESPACE, "additional-data").text(SaslText.base64(data)).build();
  }

  /**
   * The {@code <failure/>} (§2.6.2).
   *
   * @param application a condition of an extension; null for none
   * @param text English, for a human; null for none
   */
  public static Element failure(
      SaslError error, @Nullable Element application, @Nullable String text) {
    Element.Builder failure =
        Element.builder(NAMESPACE, "failure")
            .child(Element.of(SaslElements.NAMESPACE, error.condition()));
    if (application != null) {
      failure.child(application);
    }
    if (text != null) {
      failure.child(Element.builder(NAMESPACE, "text").text(text).build());
    }
    return failure.build();
  }
}
