package dev.parley.transport.c2s;

import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/** The elements of XEP-0198. */
final class Acknowledgements {
  static final String NAMESPACE = "urn:xmpp:sm:3";
  private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  private Acknowledgements() {}

  /** The request of §4. */
  static Element request() {
    return Element.of(NAMESPACE, "r");
  }

  /** The answer of §4. */
  static Element answer(long h) {
    return Element.builder(NAMESPACE, "a").attribute("h", Long.toString(h)).build();
  }

  /** The agreement of §3, without resumption. */
  static Element enabled() {
    return Element.of(NAMESPACE, "enabled");
  }

  /** The refusal of §3 and §5, with a stanza error condition. */
  static Element failed(String condition) {
    return Element.builder(NAMESPACE, "failed").child(Element.of(STANZA_ERRORS, condition)).build();
  }

  /** What ends the stream of a client that has handled more than it was sent (§4). */
  static Element handledCountTooHigh(long h, long sent) {
    return Element.builder(NAMESPACE, "handled-count-too-high")
        .attribute("h", Long.toString(h))
        .attribute("send-count", Long.toString(sent))
        .build();
  }

  /** The count an {@code <a/>} carries, 0 to 2^32 - 1; null if it carries none. */
  static @Nullable Long countOf(Element element) {
    String h = element.attribute("h");
    if (h == null || h.isEmpty() || h.length() > 10) {
      return null;
    }
    long count = 0;
    for (int i = 0; i < h.length(); i++) {
      char digit = h.charAt(i);
      if (digit < '0' || digit > '9') {
        return null;
      }
      count = count * 10 + digit - '0';
    }
    return count > 0xffff_ffffL ? null : count;
  }
}
