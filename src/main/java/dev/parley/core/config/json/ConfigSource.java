package dev.parley.core.config.json;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from: defaults, then a file, then the environment, then options, each
 * stronger than the one before. Can be read again and again.
 *
 * @param file JSON file; null if there is none
 * @param environment variables, of which those that begin with {@code PARLEY_} count
 * @param options {@code key.path=value}, the last one the strongest
 */
public record ConfigSource(
    @Nullable Path file, Map<String, String> environment, List<String> options) {

  /** The keys that exist, each with its default, unit and meaning. */
  private static final class Loaded {
    static final Schema SCHEMA = Schema.load();
  }

  /** The schema that configurations follow. */
  public static Schema schema() {
    return Loaded.SCHEMA;
  }

  /**
   * Reads it as it is now.
   *
   * @throws ConfigException if anything in it is wrong; it says all that is
   */
  @MayBlock
  public LoadedConfig load() {
    var settings = file == null ? new Settings() : JsonText.read(file.toString(), text(file));
    settings.override(Overrides.ofEnvironment(schema(), environment));
    settings.override(Overrides.ofOptions(schema(), options));
    var name = file == null ? "defaults" : file.toString();
    var problems = new ArrayList<>(settings.problems());
    problems.addAll(
        new SchemaValidator(schema(), settings.origins(), name).validate(settings.tree()));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    readSecretFile(settings, name, "storage", "password");
    readSecretFile(settings, name, "modules.upload.s3", "secretKey");
    var tree = Defaults.complete(schema(), settings.tree());
    return new LoadedConfig(bind(tree, settings.origins(), name), tree, settings.origins());
  }

  /** Makes the records of a valid tree. */
  static ParleyConfig bind(JsonObject tree, Origins origins, String name) {
    var binder = new Binder();
    var config = binder.record(ParleyConfig.class, tree, "");
    if (config == null) {
      throw new ConfigException(
          binder.refusals().stream()
              .map(refusal ->
                  new Problem(origins.value(refusal.key(), name), refusal.key(), refusal.reason()))
              .toList());
    }
    return config;
  }

  /** Puts the first line of the file that {@code KEYFile} names for {@code KEY}. */
  private static void readSecretFile(Settings settings, String name, String block, String key) {
    JsonObject at = settings.tree();
    for (String step : block.split("\\.")) {
      at = at == null ? null : at.getValue(step) instanceof JsonObject next ? next : null;
    }
    if (at == null || at.getString(key + "File") == null) {
      return;
    }
    var fileKey = block + "." + key + "File";
    var origin = settings.origins().value(fileKey, name);
    if (at.getString(key) != null) {
      throw refused(origin, fileKey, "only one of " + block + "." + key + " and this can be set");
    }
    var path = Path.of(at.getString(key + "File"));
    try (var lines = Files.lines(path)) {
      at.put(key, lines.findFirst().orElse(""));
    } catch (IOException e) {
      throw refused(origin, fileKey, unreadable(path, e));
    }
  }

  private static String text(Path file) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused(file.toString(), "", "the file is not UTF-8");
    } catch (IOException e) {
      throw refused(file.toString(), "", unreadable(file, e));
    }
  }

  private static String unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no file " + file;
    }
    return Files.isDirectory(file) ? file + " is a folder" : file + " cannot be read: " + e;
  }

  private static ConfigException refused(String origin, String key, String message) {
    return new ConfigException(List.of(new Problem(origin, key, message)));
  }
}
