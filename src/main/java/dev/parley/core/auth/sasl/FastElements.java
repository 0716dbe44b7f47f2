package dev.parley.core.auth.sasl;

import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of FAST (XEP-0484). */
public final class FastElements {
  private static final String NAMESPACE = "urn:xmpp:fast:0";
  private static final int MAX_DIGITS = 10;

  private FastElements() {}

  /**
   * That a client shows a token (§3.4).
   *
   * @param count of its uses, 0 if the client does not count
   * @param invalidate true if the token is to end (§3.6)
   */
  public record Use(long count, boolean invalidate) {}

  /** The inline feature of SASL2 (§3.1); not for TLS 0-RTT. */
  public static Element feature(List<SaslMechanism> mechanisms) {
    Element.Builder feature = Element.builder(NAMESPACE, "fast");
    for (SaslMechanism mechanism : mechanisms) {
      feature.child(Element.builder(NAMESPACE, "mechanism").text(mechanism.label()).build());
    }
    return feature.build();
  }

  /**
   * Reads the {@code <fast/>} of an {@code <authenticate/>}; null if there is none.
   *
   * @throws SaslException {@code malformed-request}
   */
  public static @Nullable Use parseUse(Element authenticate) {
    Element fast = authenticate.child(NAMESPACE, "fast");
    if (fast == null) {
      return null;
    }
    String count = fast.attribute("count");
    String invalidate = fast.attribute("invalidate");
    return new Use(
        count == null ? 0 : positive(count), "true".equals(invalidate) || "1".equals(invalidate));
  }

  private static long positive(String text) {
    boolean isNumber = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; isNumber && i < text.length(); i++) {
      isNumber = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    long count = isNumber ? Long.parseLong(text) : 0;
    if (count == 0) {
      throw SaslException.malformed("The count of a token is a positive number");
    }
    return count;
  }

  /** The mechanism for which the client wants a token (§3.2); null if it wants none. */
  public static @Nullable String parseRequest(Element authenticate) {
    Element request = authenticate.child(NAMESPACE, "request-token");
    return request == null ? null : request.attribute("mechanism");
  }

  /** A token for the client (§3.3). */
  public static Element token(String token, Instant expires) {
    return Element.builder(NAMESPACE, "token")
        .attribute(
            "expiry", DateTimeFormatter.ISO_INSTANT.format(expires.truncatedTo(ChronoUnit.SECONDS)))
        .attribute("token", token)
        .build();
  }
}
