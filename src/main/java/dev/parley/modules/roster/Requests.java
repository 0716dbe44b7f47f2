package dev.parley.modules.roster;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscription requests as they are stored until they are answered (RFC 6121 §3.1.3). */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  /** Longer ones are kept without their extensions, in characters. */
  private static final int MAX_LENGTH = 4_000;

  private Requests() {}

  /** The whole request; if that is too long, what people read in it; else nothing but itself. */
  static String toXml(Presence request) {
    String whole = request.toElement().toString();
    if (whole.length() <= MAX_LENGTH) {
      return whole;
    }
    List<Element> known =
        request.children().stream()
            .filter(child -> child.namespace().equals(Namespaces.CLIENT))
            .toList();
    String plain = request.withChildren(known).toElement().toString();
    return plain.length() <= MAX_LENGTH
        ? plain
        : Presence.of(request.type(), request.to()).withFrom(request.from()).toElement().toString();
  }

  /** Reads what {@link #toXml} wrote; null if it was damaged since, which is logged. */
  static @Nullable Presence parse(String xml) {
    try {
      return (Presence) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
    } catch (IllegalArgumentException | StanzaException | ClassCastException damaged) {
      LOG.warn("a stored subscription request is damaged: {}", damaged.getMessage());
      return null;
    }
  }
}
