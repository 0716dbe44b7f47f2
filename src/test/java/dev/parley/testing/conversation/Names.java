package dev.parley.testing.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.core.storage.BlocklistHash;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces what stands in braces: JIDs, captured values, and a few words with a meaning. */
final class Names {
  private static final Set<String> HOLES = Set.of("any", "number", "datetime", "more", "unordered");

  private final Map<String, String> captures = new HashMap<>();
  private final Function<String, @Nullable String> jids;

  /**
   * Names of one play.
   *
   * @param jids finds a JID (`juliet/phone`, `juliet`) or a part of an account (`juliet.name`)
   */
  Names(Function<String, @Nullable String> jids) {
    this.jids = jids;
  }

  /** Remembers a value under a name. */
  void capture(String name, String value) {
    captures.put(name, value);
  }

  /** The text to send; nothing in braces may stay. */
  String fill(String template) {
    return replace(template, false);
  }

  /** The text to expect; `{any}` and its like stay. */
  String fillPattern(String template) {
    return replace(template, true);
  }

  private String replace(String template, boolean pattern) {
    var out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c != '{') {
        out.append(c);
        i++;
        continue;
      }
      int end = closing(template, i);
      out.append(value(template.substring(i + 1, end), pattern));
      i = end + 1;
    }
    return out.toString();
  }

  private String value(String name, boolean pattern) {
    if (pattern && (HOLES.contains(name) || name.endsWith("=any"))) {
      return "{" + name + "}";
    }
    var captured = captures.get(name);
    if (captured != null) {
      return captured;
    }
    if (name.startsWith("base64:")) {
      var plain = replace(name.substring("base64:".length()), false).replace("\\0", "\0");
      return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }
    if (name.startsWith("sha256:")) {
      return BlocklistHash.of(replace(name.substring("sha256:".length()), false));
    }
    if (name.startsWith("repeat ")) {
      var words = name.split(" ", 3);
      return words[2].repeat(Integer.parseInt(words[1]));
    }
    if (name.startsWith("error ")) {
      var words = name.split(" ");
      return "<error type='"
          + words[1]
          + "'><"
          + words[2]
          + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }
    var jid = jids.apply(name);
    if (jid == null) {
      throw new AssertionError("{" + name + "} means nothing here");
    }
    return jid;
  }

  private static int closing(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      depth += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new AssertionError("a brace is not closed: " + template.substring(open));
  }
}
