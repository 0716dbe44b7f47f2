package dev.parley.core.config.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The table of all keys in the handbook, as made from the schema. */
record KeyReference(Schema schema) {

  String markdown() {
    var table =
        new StringBuilder("| key | default | unit | live | meaning |\n|---|---|---|---|---|\n");
    new KeyTable(schema)
        .keys()
        .forEach((key, node) -> {
          if (node.node().containsKey("default")) {
            table.append(row(key, node));
          }
        });
    return table.toString();
  }

  private static String row(String key, Schema node) {
    var unit =
        node.node()
            .getString(
                "x-unit",
                node.node().getString("x-expected", "").startsWith("a duration") ? "duration" : "");
    var trusted = node.annotation("x-trusted");
    var value = "`" + json(node.annotation("default")) + "`";
    return String.join(
        " | ",
        "| `" + key + "`",
        trusted == null ? value : value + " (trusted: `" + json(trusted) + "`)",
        unit,
        node.isLive() ? "yes" : "no",
        node.node().getString("description") + " |\n");
  }

  private static String json(@Nullable Object value) {
    if (value instanceof JsonArray array) {
      return array.encode();
    }
    if (value instanceof JsonObject object) {
      return object.encode();
    }
    return value instanceof String text ? Schema.quote(text) : String.valueOf(value);
  }
}
