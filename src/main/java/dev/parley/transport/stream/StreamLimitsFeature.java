package dev.parley.transport.stream;

import dev.parley.protocol.xml.Element;
import java.time.Duration;

/** Tells a peer what its stream may carry (XEP-0478 §3.1). */
public final class StreamLimitsFeature {
  private static final String NAMESPACE = "urn:xmpp:stream-limits:0";

  private StreamLimitsFeature() {}

  /**
   * The stream feature.
   *
   * @param maxBytes the largest element that is accepted
   * @param idle silence after which the peer is asked whether it is there
   */
  public static Element of(int maxBytes, Duration idle) {
    return Element.builder(NAMESPACE, "limits")
        .child(number("max-bytes", maxBytes))
        .child(number("idle-seconds", Math.max(1, idle.toSeconds())))
        .build();
  }

  private static Element number(String name, long value) {
    return Element.builder(NAMESPACE, name).text(Long.toString(value)).build();
  }
}
