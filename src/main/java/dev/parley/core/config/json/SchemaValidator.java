package dev.parley.core.config.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds settings against the schema and reports every deviation, each with its place and with what
 * was expected there. Follows the keywords that {@code parley.schema.json} uses; a test compares it
 * with a complete validator (docs/decisions say why that one is not used at run time).
 */
final class SchemaValidator {
  private final Schema schema;
  private final Origins origins;
  private final String name;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param name origin of what no source set
   */
  SchemaValidator(Schema schema, Origins origins, String name) {
    this.schema = schema;
    this.origins = origins;
    this.name = name;
  }

  /** All that is wrong with {@code tree}, in its order. */
  List<Problem> validate(JsonObject tree) {
    check(schema, tree, "");
    return problems;
  }

  private void check(Schema expected, @Nullable Object value, String key) {
    var type = typeOf(value);
    if (!expected.accepts(type) && !isWhole(expected, value)) {
      wrong(expected, value, key);
    } else if (value instanceof JsonObject object) {
      object(expected, object, key);
    } else if (value instanceof JsonArray array) {
      array(expected, array, key);
    } else if (value instanceof String text) {
      text(expected, text, key);
    } else if (value instanceof Number number) {
      number(expected, number, key);
    }
  }

  private void object(Schema expected, JsonObject object, String key) {
    for (var name : object.fieldNames()) {
      var place = Keys.property(key, name);
      expected
          .property(name)
          .ifPresentOrElse(
              child -> check(child, object.getValue(name), place),
              () -> unknown(expected, name, place));
    }
    for (var required : expected.node().getJsonArray("required", new JsonArray())) {
      if (!object.containsKey(required.toString())) {
        report(key, Schema.quote(required.toString()) + " is missing here");
      }
    }
  }

  private void array(Schema expected, JsonArray array, String key) {
    int least = expected.node().getInteger("minItems", 0);
    if (array.size() < least) {
      report(key, "must have at least " + least + (least == 1 ? " entry" : " entries"));
    }
    var seen = new HashSet<Object>();
    for (int i = 0; i < array.size(); i++) {
      var place = Keys.item(key, i);
      if (!seen.add(String.valueOf(array.getValue(i)))
          && expected.node().getBoolean("uniqueItems", false)) {
        report(place, "stands in the list twice");
      }
      check(expected.items(), array.getValue(i), place);
    }
  }

  private void text(Schema expected, String text, String key) {
    var choices = expected.choices();
    if (!choices.isEmpty()) {
      if (!choices.contains(text)) {
        var nearest = Nearest.to(text, choices);
        wrong(expected, text, key, nearest.map(SchemaValidator::didYouMean).orElse(""));
      }
      return;
    }
    var pattern = expected.node().getString("pattern");
    boolean fits = pattern == null || Pattern.compile(pattern).matcher(text).find();
    if (!fits
        || text.codePointCount(0, text.length()) < expected.node().getInteger("minLength", 0)) {
      wrong(expected, text, key);
    }
  }

  private void number(Schema expected, Number number, String key) {
    boolean fits =
        !(number instanceof BigInteger)
            && number.longValue() >= expected.least()
            && number.longValue() <= expected.most();
    if (!fits) {
      wrong(expected, number, key);
    }
  }

  private void unknown(Schema parent, String typed, String place) {
    var message = new StringBuilder("unknown key");
    var nearest = Nearest.to(typed, parent.names());
    if (nearest.isPresent()) {
      message.append(didYouMean(nearest.get()));
    } else {
      var elsewhere = new KeyTable(schema).endingIn(typed);
      if (elsewhere.isEmpty()) {
        message.append("; valid here: ").append(String.join(", ", parent.names()));
      } else {
        message.append(didYouMean(elsewhere.get(0)));
      }
    }
    problems.add(new Problem(origins.key(place, name), place, message.toString()));
  }

  static String didYouMean(String nearest) {
    return "; did you mean " + Schema.quote(nearest) + "?";
  }

  private void wrong(Schema expected, @Nullable Object value, String key) {
    wrong(expected, value, key, "");
  }

  private void wrong(Schema expected, @Nullable Object value, String key, String hint) {
    report(key, "must be " + expected.expected() + ", not " + shown(expected, value) + hint);
  }

  private void report(String key, String message) {
    problems.add(new Problem(origins.value(key, name), key, message));
  }

  private static String shown(Schema expected, @Nullable Object value) {
    if (expected.isSecret()) {
      return "what is there";
    }
    if (value instanceof JsonObject) {
      return "an object";
    }
    if (value instanceof JsonArray) {
      return "a list";
    }
    var text =
        value instanceof String string
            ? Schema.quote(Schema.masked(string))
            : String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 57) + "…" : text;
  }

  /** JSON Schema counts 1.0 as an integer. */
  private static boolean isWhole(Schema expected, @Nullable Object value) {
    return value instanceof Double number
        && expected.accepts("integer")
        && number == Math.rint(number);
  }

  private static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof JsonObject) {
      return "object";
    }
    if (value instanceof JsonArray) {
      return "array";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof String) {
      return "string";
    }
    return value instanceof Integer || value instanceof Long || value instanceof BigInteger
        ? "integer"
        : "number";
  }
}
