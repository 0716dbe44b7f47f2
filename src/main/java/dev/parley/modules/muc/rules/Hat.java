package dev.parley.modules.muc.rules;

import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A hat that people may wear in a room (XEP-0317 §3.1).
 *
 * @param uri by which it is known
 * @param title for people
 * @param hue of its colour, in degrees; null for none
 */
public record Hat(String uri, String title, @Nullable String hue) {
  /** The namespace of hats. */
  public static final String NS = "urn:xmpp:hats:0";

  private static final String SEPARATOR = "\n";

  /** As it is stored. */
  String toText() {
    return uri + SEPARATOR + (hue == null ? "" : hue) + SEPARATOR + title;
  }

  /** Reads what {@link #toText} wrote. */
  static Hat parse(String text) {
    String[] parts = text.split(SEPARATOR, 3);
    String hue = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : null;
    return new Hat(parts[0], parts.length > 2 ? parts[2] : parts[0], hue);
  }

  /** The element in presence. */
  Element toElement() {
    return Element.builder(NS, "hat")
        .attribute("uri", uri)
        .attribute("title", title)
        .attribute("hue", hue)
        .build();
  }
}
