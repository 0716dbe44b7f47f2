package dev.parley.transport.c2s;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Fleeting;
import dev.parley.core.home.Latest;
import dev.parley.protocol.xml.Element;
import java.util.List;

/**
 * Whether somebody looks at what the client shows, and what it need not be sent before (XEP-0352).
 * What is held back goes out, in its place, before anything that is not.
 */
final class Attention {
  static final String NAMESPACE = "urn:xmpp:csi:0";
  private static final int MAX_STANZAS = 500;
  private static final int MAX_BYTES = 131_072;

  private final Latest held = new Latest();
  private boolean inactive;

  /** What is offered to clients (§4.1). */
  static Element feature() {
    return Element.of(NAMESPACE, "csi");
  }

  /** Nobody looks. */
  void leave() {
    inactive = true;
  }

  /** Somebody looks; what was held back is to be sent. */
  List<ToSession.Delivery> come() {
    inactive = false;
    return held.take();
  }

  /** True if the delivery is held back; else what was before it is to be sent first. */
  boolean holds(ToSession.Delivery delivery) {
    if (!inactive || Fleeting.topic(delivery.stanza()) == null) {
      return false;
    }
    held.add(delivery);
    return true;
  }

  /** What is to be sent before something that is not held back. */
  List<ToSession.Delivery> first() {
    return held.take();
  }

  /** True if more is held back than may. */
  boolean isFull() {
    return held.size() > MAX_STANZAS || held.bytes() > MAX_BYTES;
  }
}
