package dev.parley.modules.caps;

import dev.parley.protocol.xml.Element;
import java.util.HashSet;
import java.util.Set;

/**
 * What a stranger's answer of service discovery says about events that it wants.
 *
 * @param nodes whose events it wants
 * @param isShareable false if the answer might be made to have the hash of another: the text that
 *     is hashed does not tell a feature from a form or from two features with {@code <} between
 *     them (XEP-0115 §5.1), so what could hide a wish there is used for nobody else
 */
record Wishes(Set<String> nodes, boolean isShareable) {
  static final int MAX_NODES = 50;
  private static final String NOTIFY = "+notify";

  static Wishes of(Element query) {
    Set<String> nodes = new HashSet<>();
    boolean shareable = true;
    for (Element child : query.elements()) {
      boolean isFeature = child.is(Verification.INFO, "feature");
      String text = child.toString();
      if (text.contains("&lt;") || !isFeature && text.contains(NOTIFY)) {
        shareable = false;
      }
      String name = isFeature ? child.attribute("var") : null;
      if (name == null || !name.endsWith(NOTIFY)) {
        continue;
      }
      if (nodes.size() < MAX_NODES && name.length() <= Announced.MAX_TEXT) {
        nodes.add(name.substring(0, name.length() - NOTIFY.length()));
      } else {
        shareable = false;
      }
    }
    return new Wishes(Set.copyOf(nodes), shareable);
  }
}
