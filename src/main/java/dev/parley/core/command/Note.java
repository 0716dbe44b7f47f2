package dev.parley.core.command;

import dev.parley.protocol.xml.Element;
import java.util.Locale;

/**
 * A remark for people (XEP-0050 §4.3).
 *
 * @param text in English
 */
public record Note(Type type, String text) {
  /** How grave it is. */
  public enum Type {
    INFO,
    WARN,
    ERROR
  }

  Element toElement() {
    return Element.builder(CommandRequest.NS, "note")
        .attribute("type", type.name().toLowerCase(Locale.ROOT))
        .text(text)
        .build();
  }
}
