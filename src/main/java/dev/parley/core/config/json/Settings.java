package dev.parley.core.config.json;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one or more sources set: a sparse tree.
 *
 * @param tree the settings
 * @param origins where they were made
 * @param problems what was wrong with the sources so far
 */
record Settings(JsonObject tree, Origins origins, List<Problem> problems) {
  Settings() {
    this(new JsonObject(), new Origins(), new ArrayList<>());
  }

  /**
   * Puts a stronger source over this one: objects are merged, anything else is replaced. A source
   * that chooses a profile of limits also undoes the single limits of weaker sources, so that
   * {@code --set limits.profile=trusted} means what it says.
   */
  void override(Settings stronger) {
    if (stronger.tree.getValue("limits") instanceof JsonObject limits
        && limits.containsKey("profile")
        && tree.getValue("limits") instanceof JsonObject) {
      tree.remove("limits");
    }
    merge(tree, stronger.tree);
    origins.putAll(stronger.origins);
    problems.addAll(stronger.problems);
  }

  /** Sets one value; {@code path} leads to it from the top. */
  void put(List<String> path, @Nullable Object value, String origin) {
    var object = tree;
    var key = "";
    for (var name : path.subList(0, path.size() - 1)) {
      key = Keys.property(key, name);
      if (!(object.getValue(name) instanceof JsonObject)) {
        object.put(name, new JsonObject());
        origins.put(key, origin);
      }
      object = object.getJsonObject(name);
    }
    var last = path.get(path.size() - 1);
    var previous = object.getValue(last);
    if (previous instanceof JsonObject into && value instanceof JsonObject from) {
      merge(into, from);
    } else {
      object.put(last, value);
    }
    putOrigins(Keys.property(key, last), value, origin);
  }

  private void putOrigins(String key, @Nullable Object value, String origin) {
    origins.put(key, origin);
    if (value instanceof JsonObject object) {
      for (var name : object.fieldNames()) {
        putOrigins(Keys.property(key, name), object.getValue(name), origin);
      }
    }
  }

  private static void merge(JsonObject into, JsonObject from) {
    for (var name : from.fieldNames()) {
      var value = from.getValue(name);
      if (value instanceof JsonObject stronger
          && into.getValue(name) instanceof JsonObject weaker) {
        merge(weaker, stronger);
      } else {
        into.put(name, value);
      }
    }
  }
}
