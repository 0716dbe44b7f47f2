package dev.parley.core.config.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Completes settings with the defaults of the schema. */
public final class Defaults {
  private final boolean isTrusted;

  private Defaults(boolean isTrusted) {
    this.isTrusted = isTrusted;
  }

  /**
   * A whole tree: what {@code settings} say, and the default of every key that they leave out. The
   * limits come from the profile that they choose.
   */
  public static JsonObject complete(Schema schema, JsonObject settings) {
    boolean trusted =
        settings.getValue("limits") instanceof JsonObject limits
            && "trusted".equals(limits.getValue("profile"));
    return new Defaults(trusted).object(schema, settings);
  }

  private JsonObject object(Schema schema, JsonObject given) {
    var whole = new JsonObject();
    for (var name : schema.names()) {
      var child = schema.property(name).orElseThrow();
      if (given.containsKey(name)) {
        whole.put(name, merged(child, given.getValue(name)));
      } else if (child.node().containsKey("default")) {
        whole.put(name, standard(child));
      } else if (child.accepts("object") && !child.names().isEmpty()) {
        whole.put(name, object(child, new JsonObject()));
      }
    }
    for (var name : given.fieldNames()) {
      if (!whole.containsKey(name)) {
        whole.put(name, given.getValue(name));
      }
    }
    return whole;
  }

  private @Nullable Object merged(Schema schema, @Nullable Object given) {
    if (given instanceof JsonArray array) {
      var whole = new JsonArray();
      array.forEach(item -> whole.add(merged(schema.items(), item)));
      return whole;
    }
    return given instanceof JsonObject object && !schema.names().isEmpty()
        ? object(schema, object)
        : given;
  }

  private @Nullable Object standard(Schema schema) {
    var trusted = schema.annotation("x-trusted");
    var value = isTrusted && trusted != null ? trusted : schema.annotation("default");
    if (value instanceof JsonObject object) {
      return object.copy();
    }
    return value instanceof JsonArray array ? array.copy() : value;
  }
}
