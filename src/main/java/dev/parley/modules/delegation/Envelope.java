package dev.parley.modules.delegation;

import dev.parley.core.module.IqRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How requests travel to who manages them, and answers back (XEP-0355 §4.3). */
final class Envelope {
  private static final String FORWARD = "urn:xmpp:forward:0";

  private Envelope() {}

  static Element wrap(Iq iq) {
    return Element.builder(Delegations.NS, "delegation")
        .child(Element.builder(FORWARD, "forwarded").child(iq.toElement()).build())
        .build();
  }

  /** The answer to the asker; null if what came is none. */
  static @Nullable Iq unwrap(Iq outer, IqRequest request) {
    Element delegation = outer.type() == Iq.Type.RESULT ? outer.payload() : null;
    if (delegation == null || !delegation.is(Delegations.NS, "delegation")) {
      return null;
    }
    Element forwarded = delegation.child(FORWARD, "forwarded");
    Element element = forwarded == null ? null : forwarded.child(Namespaces.CLIENT, "iq");
    if (element == null) {
      return null;
    }
    try {
      Iq inner = (Iq) Stanza.parse(element);
      return isAnswer(inner, request.iq()) ? answer(inner, request.iq()) : null;
    } catch (StanzaException unreadable) {
      return null;
    }
  }

  /** Who was asked without a word may be left out of the answer as well. */
  private static boolean isAnswer(Iq inner, Iq asked) {
    return inner.type() == Iq.Type.RESULT
        && Objects.equals(inner.id(), asked.id())
        && Objects.equals(inner.to(), asked.from())
        && (inner.from() == null || inner.from().equals(asked.to()));
  }

  private static Iq answer(Iq inner, Iq asked) {
    Element payload = inner.payload();
    return payload == null ? asked.result() : asked.result(payload);
  }
}
