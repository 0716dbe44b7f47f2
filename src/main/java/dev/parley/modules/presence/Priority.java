package dev.parley.modules.presence;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;

/** The priority that a session gives itself (RFC 6121 §4.7.2.3). */
final class Priority {
  private Priority() {}

  /** True if there is none, or one number from -128 to 127. */
  static boolean isValid(Presence presence) {
    Element priority = null;
    for (Element child : presence.children()) {
      if (child.is(Namespaces.CLIENT, "priority")) {
        if (priority != null) {
          return false;
        }
        priority = child;
      }
    }
    return priority == null || isNumber(priority.text().strip());
  }

  private static boolean isNumber(String text) {
    try {
      Byte.parseByte(text);
      return true;
    } catch (NumberFormatException wrong) {
      return false;
    }
  }
}
