package dev.parley.core.config.json;

import dev.parley.core.config.ParleyConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A configuration that was read, with what is needed to explain it and to compare it. */
public final class LoadedConfig {
  private final ParleyConfig config;
  private final JsonObject tree;
  private final Origins origins;

  LoadedConfig(ParleyConfig config, JsonObject tree, Origins origins) {
    this.config = config;
    this.tree = tree;
    this.origins = origins;
  }

  /** What it says. */
  public ParleyConfig config() {
    return config;
  }

  /** The settings that are not as by default. */
  public List<Setting> settings() {
    var schema = ConfigSource.schema();
    var standard = leaves(Defaults.complete(schema, new JsonObject()));
    var table = new KeyTable(schema);
    var settings = new ArrayList<Setting>();
    leaves(tree)
        .forEach((key, value) -> {
          if (!Objects.equals(value, standard.get(key)) && !key.equals("$schema")) {
            boolean secret = table.at(key).map(Schema::isSecret).orElse(false);
            // Only a profile changes what nobody has set.
            var origin = origins.values().getOrDefault(key, "limits.profile");
            settings.add(new Setting(key, secret ? "(secret)" : value, origin));
          }
        });
    return settings;
  }

  /**
   * What of this configuration a server that runs on {@code running} can take over without a
   * restart. The rest stays as it runs.
   */
  public Reload over(LoadedConfig running) {
    var table = new KeyTable(ConfigSource.schema());
    var merged = running.tree.copy();
    var live = new ArrayList<String>();
    var restart = new ArrayList<String>();
    compare("", running.tree, tree, merged, new Difference(table, live, restart));
    var applied = new Origins();
    applied.putAll(running.origins);
    applied.putAll(origins);
    var config = ConfigSource.bind(merged, applied, "reload");
    return new Reload(new LoadedConfig(config, merged, applied), live, restart);
  }

  /**
   * A setting that somebody made.
   *
   * @param key full name
   * @param value as JSON
   * @param origin where it was made
   */
  public record Setting(String key, String value, String origin) {}

  /**
   * What a reload does.
   *
   * @param config what the server runs on afterwards
   * @param live keys that changed at once
   * @param restart keys that changed and wait for a restart
   */
  public record Reload(LoadedConfig config, List<String> live, List<String> restart) {}

  private record Difference(KeyTable table, List<String> live, List<String> restart) {
    boolean isLive(String key) {
      boolean isLive = table.at(key).map(Schema::isLive).orElse(false);
      (isLive ? live : restart).add(key);
      return isLive;
    }
  }

  private static void compare(
      String parent, JsonObject old, JsonObject now, JsonObject merged, Difference difference) {
    var names = new LinkedHashMap<String, Boolean>();
    old.fieldNames().forEach(name -> names.put(name, true));
    now.fieldNames().forEach(name -> names.put(name, true));
    for (var name : names.keySet()) {
      var key = Keys.property(parent, name);
      var before = old.getValue(name);
      var after = now.getValue(name);
      if (before instanceof JsonObject from && after instanceof JsonObject to) {
        compare(key, from, to, merged.getJsonObject(name), difference);
      } else if (!Objects.equals(before, after)
          && !key.equals("$schema")
          && difference.isLive(key)) {
        replace(merged, name, now);
      }
    }
  }

  private static void replace(JsonObject merged, String name, JsonObject now) {
    if (now.containsKey(name)) {
      merged.put(name, now.getValue(name));
    } else {
      merged.remove(name);
    }
  }

  private static Map<String, String> leaves(JsonObject tree) {
    var leaves = new LinkedHashMap<String, String>();
    addLeaves("", tree, leaves);
    return leaves;
  }

  private static void addLeaves(String key, @Nullable Object value, Map<String, String> leaves) {
    if (value instanceof JsonObject object && !object.isEmpty()) {
      for (var name : object.fieldNames()) {
        addLeaves(Keys.property(key, name), object.getValue(name), leaves);
      }
    } else {
      leaves.put(key, text(value));
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return Schema.quote(Schema.masked(text));
    }
    return value instanceof JsonArray array ? array.encode() : String.valueOf(value);
  }
}
