package dev.parley.core.config.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text that knows where each of its keys and values stands. Strict (RFC 8259); a key given
 * twice is a problem.
 */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String name;
  private final JsonParser parser;
  private final Map<String, String> keyOrigins;
  private final Map<String, String> valueOrigins;
  private final List<Problem> problems = new ArrayList<>();

  private JsonText(String name, JsonParser parser, Origins origins) {
    this.name = name;
    this.parser = parser;
    this.keyOrigins = origins.keys();
    this.valueOrigins = origins.values();
  }

  /**
   * Reads a whole configuration.
   *
   * @param name what the text is called in problems, as a rule its file's name
   * @throws ConfigException if it is not a JSON object
   */
  static Settings read(String name, String text) {
    var origins = new Origins();
    var stripped = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (var parser = FACTORY.createParser(stripped)) {
      var reader = new JsonText(name, parser, origins);
      return new Settings(reader.root(stripped), origins, reader.problems);
    } catch (IOException e) {
      throw new UncheckedIOException("from memory", e);
    }
  }

  /** The value that a text spells, if it is JSON. */
  static Parsed parse(String text) {
    try (var parser = FACTORY.createParser(text)) {
      parser.nextToken();
      var reader = new JsonText("", parser, new Origins());
      var value = reader.value("");
      return new Parsed(parser.nextToken() == null && reader.problems.isEmpty(), value);
    } catch (IOException e) {
      return new Parsed(false, null);
    }
  }

  /**
   * A value, if there was one.
   *
   * @param isJson whether the text was JSON
   * @param value null if it was not, or spelled null
   */
  record Parsed(boolean isJson, @Nullable Object value) {}

  private JsonObject root(String text) throws IOException {
    try {
      if (text.isBlank()) {
        problems.add(problem(name + ":1:1", "", "the file is empty; no settings are {}"));
      } else if (parser.nextToken() == JsonToken.START_OBJECT) {
        var root = object("");
        if (parser.nextToken() == null) {
          return root;
        }
        problems.add(problem(here(), "", "nothing may follow the closing brace"));
      } else {
        problems.add(problem(here(), "", "a configuration is one JSON object, in braces"));
      }
    } catch (JsonProcessingException e) {
      problems.add(SyntaxProblem.of(name, text, e));
    }
    throw new ConfigException(problems);
  }

  private @Nullable Object value(String key) throws IOException {
    var token = parser.currentToken();
    if (token == null) {
      throw new IOException("empty");
    }
    return switch (token) {
      case START_OBJECT -> object(key);
      case START_ARRAY -> array(key);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("no value: " + token);
    };
  }

  private JsonObject object(String key) throws IOException {
    var object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var member = parser.currentName();
      var place = Keys.property(key, member);
      var origin = here();
      var twice = keyOrigins.putIfAbsent(place, origin);
      if (twice != null) {
        problems.add(problem(origin, place, "given twice; first at " + twice));
      }
      parser.nextToken();
      valueOrigins.putIfAbsent(place, here());
      object.put(member, value(place));
    }
    return object;
  }

  private JsonArray array(String key) throws IOException {
    var array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var place = Keys.item(key, array.size());
      valueOrigins.put(place, here());
      array.add(value(place));
    }
    return array;
  }

  private String here() {
    return at(name, parser.currentTokenLocation());
  }

  private static String at(String name, JsonLocation location) {
    return name + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private static Problem problem(String origin, String key, String message) {
    return new Problem(origin, key, message);
  }
}
