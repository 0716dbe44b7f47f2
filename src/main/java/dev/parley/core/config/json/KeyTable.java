package dev.parley.core.config.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys of a schema with their full names, in the order of the file. */
public final class KeyTable {
  private final Map<String, Schema> keys = new LinkedHashMap<>();

  public KeyTable(Schema schema) {
    add(schema, "");
  }

  /** Full names and what stands there; blocks come before what they hold. */
  public Map<String, Schema> keys() {
    return keys;
  }

  /** What stands at the key, or at the nearest key around it. */
  Optional<Schema> at(String key) {
    for (var place = key; !place.isEmpty(); place = Keys.parent(place)) {
      var schema = keys.get(place);
      if (schema != null) {
        return Optional.of(schema);
      }
    }
    return Optional.empty();
  }

  /** The full names whose last part is {@code name}, whatever its case. */
  List<String> endingIn(String name) {
    var found = new ArrayList<String>();
    for (var key : keys.keySet()) {
      if (key.substring(key.lastIndexOf('.') + 1).equalsIgnoreCase(name)) {
        found.add(key);
      }
    }
    return found;
  }

  private void add(Schema schema, String parent) {
    for (var name : schema.names()) {
      var key = Keys.property(parent, name);
      schema
          .property(name)
          .ifPresent(child -> {
            keys.put(key, child);
            add(child, key);
          });
    }
  }
}
