package dev.parley.core.config.json;

import java.util.HashMap;
import java.util.Map;

/**
 * Where settings were made.
 *
 * @param keys where the name of a setting stands, by its key
 * @param values where its value stands, by its key
 */
record Origins(Map<String, String> keys, Map<String, String> values) {
  Origins() {
    this(new HashMap<>(), new HashMap<>());
  }

  /** Records both for a setting that stands as a whole in one place. */
  void put(String key, String origin) {
    keys.put(key, origin);
    values.put(key, origin);
  }

  /** Takes over what a stronger source says. */
  void putAll(Origins stronger) {
    keys.putAll(stronger.keys);
    values.putAll(stronger.values);
  }

  /** Where the value of {@code key}, or the nearest value around it, stands. */
  String value(String key, String otherwise) {
    return nearest(values, key, otherwise);
  }

  /** Where the name of {@code key}, or the nearest name around it, stands. */
  String key(String key, String otherwise) {
    return nearest(keys, key, otherwise);
  }

  private static String nearest(Map<String, String> places, String key, String otherwise) {
    for (var at = key; !at.isEmpty(); at = Keys.parent(at)) {
      var origin = places.get(at);
      if (origin != null) {
        return origin;
      }
    }
    return otherwise;
  }
}
