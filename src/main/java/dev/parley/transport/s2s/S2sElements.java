package dev.parley.transport.s2s;

import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Elements of the negotiation between servers. */
final class S2sElements {
  static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
  static final String BIDI = "urn:xmpp:bidi";
  private static final String BIDI_FEATURE = "urn:xmpp:features:bidi";
  private static final String LIMITS = "urn:xmpp:stream-limits:0";
  private static final String EXTERNAL = "EXTERNAL";

  private S2sElements() {}

  /** TLS is always required (RFC 7590 §3.2). */
  static Element startTlsFeature() {
    return Element.builder(TLS, "starttls").child(Element.of(TLS, "required")).build();
  }

  static Element startTls() {
    return Element.of(TLS, "starttls");
  }

  /** The one mechanism that servers use (XEP-0178 §3). */
  static Element mechanisms() {
    return Element.builder(SaslElements.NAMESPACE, "mechanisms")
        .child(Element.builder(SaslElements.NAMESPACE, "mechanism").text(EXTERNAL).build())
        .build();
  }

  static boolean isExternal(String mechanism) {
    return mechanism.equals(EXTERNAL);
  }

  static boolean offersExternal(Element features) {
    Element mechanisms = features.child(SaslElements.NAMESPACE, "mechanisms");
    return mechanisms != null
        && mechanisms.elements().stream().anyMatch(one -> one.text().equals(EXTERNAL));
  }

  /** Names the domain for servers that go by it (XEP-0178 §3 step 11). */
  static Element external(Jid domain) {
    byte[] name = domain.toString().getBytes(StandardCharsets.UTF_8);
    return Element.builder(SaslElements.NAMESPACE, "auth")
        .attribute("mechanism", EXTERNAL)
        .text(Base64.getEncoder().encodeToString(name))
        .build();
  }

  static Element bidiFeature() {
    return Element.of(BIDI_FEATURE, "bidi");
  }

  static boolean offersBidi(Element features) {
    return features.child(BIDI_FEATURE, "bidi") != null;
  }

  /** Stanzas may come back on this stream (XEP-0288 §2.2, XEP-0478 §3.2). */
  static Element bidi(Element limits) {
    return Element.builder(BIDI, "bidi").child(limits).build();
  }

  /**
   * The largest element that a peer accepts (XEP-0478 §3.1), in bytes.
   *
   * @param parent stream features, or {@code <bidi/>}
   * @return {@link Long#MAX_VALUE} if it does not say so in a way that can be read
   */
  static long maxBytes(Element parent) {
    Element limits = parent.child(LIMITS, "limits");
    Element bytes = limits == null ? null : limits.child(LIMITS, "max-bytes");
    return bytes == null ? Long.MAX_VALUE : number(bytes.text());
  }

  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) {
      return Long.MAX_VALUE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return Long.MAX_VALUE;
      }
      value = value * 10 + digit - '0';
    }
    // RFC 6120 §13.12: nobody may accept less.
    return Math.max(10_000, value);
  }
}
