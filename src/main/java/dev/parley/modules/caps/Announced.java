package dev.parley.modules.caps;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself in presence (XEP-0115 §4).
 *
 * @param hash the function, as XEP-0300 names it
 * @param node which software it is
 * @param ver the verification string
 */
public record Announced(String hash, String node, String ver) {
  static final int MAX_TEXT = 200;

  /** Null if the presence has no capabilities, or none that can be asked for. */
  public static @Nullable Announced of(Presence presence) {
    Element c = presence.child(CapsModule.NS, "c");
    if (c == null) {
      return null;
    }
    String hash = c.attribute("hash");
    String node = c.attribute("node");
    String ver = c.attribute("ver");
    if (hash == null || node == null || ver == null) {
      return null;
    }
    boolean tooLong =
        hash.length() > MAX_TEXT || node.length() > MAX_TEXT || ver.length() > MAX_TEXT;
    return tooLong ? null : new Announced(hash, node, ver);
  }

  /** The question for the features (XEP-0115 §6.2). */
  Element question() {
    return Element.builder(Verification.INFO, "query").attribute("node", node + '#' + ver).build();
  }
}
