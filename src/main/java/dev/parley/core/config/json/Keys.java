package dev.parley.core.config.json;

import java.util.regex.Pattern;

/** Spells the place of a value in a tree, for example {@code domains[0].name}. */
final class Keys {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z$_][A-Za-z0-9$_-]*");

  private Keys() {}

  static String property(String parent, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return parent + "[\"" + name + "\"]";
    }
    return parent.isEmpty() ? name : parent + "." + name;
  }

  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** The place that holds {@code key}; empty for one at the top. */
  static String parent(String key) {
    int bracket = key.endsWith("]") ? key.lastIndexOf('[') : -1;
    int end = bracket >= 0 ? bracket : key.lastIndexOf('.');
    return end < 0 ? "" : key.substring(0, end);
  }
}
