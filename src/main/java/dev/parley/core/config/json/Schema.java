package dev.parley.core.config.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of {@code parley.schema.json} (JSON Schema 2020-12, the keywords that the file uses).
 *
 * @param root the whole schema, for references
 * @param node this part of it, without a reference
 */
public record Schema(JsonObject root, JsonObject node) {
  private static final String REFERENCE = "$ref";
  private static final Pattern URL_PASSWORD = Pattern.compile("//([^:@/]*):[^@]*@");

  /** The schema of the whole configuration, as packed with the program. */
  public static Schema load() {
    try (var stream = Schema.class.getResourceAsStream("parley.schema.json")) {
      if (stream == null) {
        throw new IllegalStateException("parley.schema.json is not packed");
      }
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      // Not by Vert.x's own reader, whose preparation takes longer than all of this.
      var root = JsonText.read("parley.schema.json", text).tree();
      return new Schema(root, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a property must be, if there may be one of that name. */
  public Optional<Schema> property(String name) {
    var properties = node.getJsonObject("properties", new JsonObject());
    if (properties.containsKey(name)) {
      return Optional.of(child(properties.getJsonObject(name)));
    }
    var patterns = node.getJsonObject("patternProperties", new JsonObject());
    for (var pattern : patterns.fieldNames()) {
      if (Pattern.compile(pattern).matcher(name).find()) {
        return Optional.of(child(patterns.getJsonObject(pattern)));
      }
    }
    var additional = node.getValue("additionalProperties");
    if (additional instanceof JsonObject any) {
      return Optional.of(child(any));
    }
    return Boolean.FALSE.equals(additional)
        ? Optional.empty()
        : Optional.of(new Schema(root, new JsonObject()));
  }

  /** The names of its properties, in the order of the file. */
  public Set<String> names() {
    return node.getJsonObject("properties", new JsonObject()).fieldNames();
  }

  /** True if names are free: a map rather than a record. */
  boolean isMap() {
    return accepts("object") && names().isEmpty();
  }

  /** What each item of an array must be. */
  Schema items() {
    return child(node.getJsonObject("items", new JsonObject()));
  }

  /** Whether a value of that JSON type may stand here. */
  boolean accepts(String type) {
    var types = types();
    return types.isEmpty() || types.contains(type);
  }

  /** The JSON types that may stand here; empty if any may. */
  List<String> types() {
    var types = node.getValue("type");
    if (types instanceof JsonArray several) {
      return several.stream().map(String::valueOf).toList();
    }
    if (types == null) {
      return node.containsKey("enum") ? List.of("string") : List.of();
    }
    return List.of(types.toString());
  }

  /** The texts that may stand here; empty if that is free. */
  List<String> choices() {
    return node.getJsonArray("enum", new JsonArray()).stream().map(String::valueOf).toList();
  }

  /** The value of an annotation, for example {@code x-unit}. */
  public @Nullable Object annotation(String keyword) {
    return node.getValue(keyword);
  }

  /** Whether a change takes effect without a restart. */
  boolean isLive() {
    return "live".equals(node.getValue("x-reload"));
  }

  /** Whether the value must not be shown. */
  boolean isSecret() {
    return node.getBoolean("x-secret", false);
  }

  /** What may stand here, in words that complete "must be …". */
  String expected() {
    var expected = node.getString("x-expected");
    if (expected != null) {
      return expected;
    }
    if (node.containsKey("enum")) {
      return "one of " + choices().stream().map(Schema::quote).collect(Collectors.joining(", "));
    }
    var words = new ArrayList<String>();
    for (var type : types()) {
      words.add(word(type));
    }
    return words.isEmpty() ? "a value" : String.join(" or ", words);
  }

  private String word(String type) {
    return switch (type) {
      case "string" -> node.getInteger("minLength", 0) > 0 ? "a text that is not empty" : "a text";
      case "integer" -> "a whole number from " + least() + " to " + most();
      case "boolean" -> "true or false";
      case "array" -> "a list in brackets";
      case "object" -> "an object in braces";
      default -> type;
    };
  }

  long least() {
    return node.getLong("minimum", Long.MIN_VALUE);
  }

  long most() {
    return node.getLong("maximum", Long.MAX_VALUE);
  }

  static String quote(String text) {
    return "\"" + text + "\"";
  }

  /** A text without the password that it may hold as a URL. */
  static String masked(String text) {
    return URL_PASSWORD.matcher(text).replaceFirst("//$1:***@");
  }

  private Schema child(JsonObject child) {
    var reference = child.getString(REFERENCE);
    if (reference == null) {
      return new Schema(root, child);
    }
    var name = reference.substring(reference.lastIndexOf('/') + 1);
    var target = root.getJsonObject("$defs").getJsonObject(name).copy();
    return new Schema(root, target.mergeIn(child));
  }
}
