package dev.parley.core.config.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings from the environment and from {@code --set} options.
 *
 * <p>A variable is {@code PARLEY_} and the key's parts joined with {@code _}; case does not matter,
 * so {@code listen.c2sDirectTls.port} is {@code PARLEY_LISTEN_C2SDIRECTTLS_PORT}. A value is JSON
 * if it parses as such and the key takes it, else a text; a list of texts may be given as {@code
 * a,b}.
 */
final class Overrides {
  private static final String PREFIX = "PARLEY_";

  private final Schema schema;
  private final Settings settings = new Settings();

  private Overrides(Schema schema) {
    this.schema = schema;
  }

  /** What the variables that begin with {@code PARLEY_} set. */
  static Settings ofEnvironment(Schema schema, Map<String, String> variables) {
    var overrides = new Overrides(schema);
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX) && !isForeign(name)) {
            overrides.variable(name, value);
          }
        });
    return overrides.settings;
  }

  /** What the options {@code key.path=value} set, the last one the strongest. */
  static Settings ofOptions(Schema schema, List<String> options) {
    var overrides = new Overrides(schema);
    options.forEach(overrides::option);
    return overrides.settings;
  }

  /** Set by others: Kubernetes describes a service called "parley" so; CONFIG names the file. */
  private static boolean isForeign(String name) {
    var rest = name.substring(PREFIX.length());
    return rest.equals("CONFIG")
        || rest.equals("PORT")
        || rest.startsWith("PORT_")
        || rest.startsWith("SERVICE_");
  }

  private void variable(String variable, String value) {
    var path = path(List.of(variable.substring(PREFIX.length()).split("_", -1)));
    if (path.isPresent()) {
      put(path.get(), value, variable);
      return;
    }
    var known = new KeyTable(schema).keys().keySet().stream().map(Overrides::variableOf).toList();
    var nearest = Nearest.to(variable.substring(PREFIX.length()), known).map(PREFIX::concat);
    problem(variable, "", "no such setting" + nearest.map(SchemaValidator::didYouMean).orElse(""));
  }

  /** The variable that sets a key, after its prefix. */
  private static String variableOf(String key) {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private Optional<List<String>> path(List<String> words) {
    var path = new ArrayList<String>();
    var at = schema;
    for (var word : words) {
      var name = at.names().stream().filter(word::equalsIgnoreCase).findFirst();
      if (name.isEmpty()) {
        return Optional.empty();
      }
      path.add(name.get());
      at = at.property(name.get()).orElseThrow();
    }
    return Optional.of(path);
  }

  private void option(String option) {
    int equals = option.indexOf('=');
    if (equals <= 0) {
      problem("--set " + option, "", "expected key.path=value");
      return;
    }
    var path = new ArrayList<String>();
    var at = Optional.of(schema);
    for (var word : option.substring(0, equals).split("\\.", -1)) {
      if (at.isPresent() && at.get().isMap() && !path.isEmpty() && isInMap(path)) {
        // Names in a map may hold dots: log.levels.dev.parley
        path.set(path.size() - 1, path.get(path.size() - 1) + "." + word);
        continue;
      }
      path.add(word);
      at = at.flatMap(parent -> parent.isMap() ? Optional.of(parent) : parent.property(word));
    }
    put(path, option.substring(equals + 1), "--set " + option.substring(0, equals));
  }

  private boolean isInMap(List<String> path) {
    var parent = lookup(path.subList(0, path.size() - 1));
    return parent.isPresent() && parent.get().isMap();
  }

  private Optional<Schema> lookup(List<String> path) {
    var at = Optional.of(schema);
    for (var name : path) {
      at = at.flatMap(parent -> parent.property(name));
    }
    return at;
  }

  private void put(List<String> path, String text, String origin) {
    settings.put(path, value(lookup(path).orElse(schema), text), origin);
  }

  /** The value that somebody means who types {@code text} where {@code expected} is expected. */
  private static @Nullable Object value(Schema expected, String text) {
    var json = JsonText.parse(text);
    if (json.isJson() && (fits(expected, json.value()) || !expected.accepts("string"))) {
      return expected.accepts("array") && json.value() instanceof String single
          ? new JsonArray().add(single)
          : json.value();
    }
    if (expected.accepts("array") && !expected.accepts("string")) {
      return new JsonArray(Arrays.stream(text.split(",")).map(String::strip).toList());
    }
    return text;
  }

  private static boolean fits(Schema expected, @Nullable Object value) {
    if (value == null) {
      return expected.accepts("null");
    }
    return value instanceof JsonObject && expected.accepts("object")
        || value instanceof JsonArray && expected.accepts("array")
        || value instanceof Boolean && expected.accepts("boolean")
        || value instanceof Number && expected.accepts("integer");
  }

  private void problem(String origin, String key, String message) {
    settings.problems().add(new Problem(origin, key, message));
  }
}
