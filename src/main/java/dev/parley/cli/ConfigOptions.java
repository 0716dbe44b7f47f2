package dev.parley.cli;

import dev.parley.core.config.json.ConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the configuration is. */
@Command
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration, as JSON. Default: the variable PARLEY_CONFIG, or none.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, as in listen.c2s.port=5222; stronger than the file and PARLEY_….")
  private List<String> settings = new ArrayList<>();

  ConfigSource source() {
    var environment = System.getenv();
    var named = environment.get("PARLEY_CONFIG");
    var path = file != null || named == null ? file : Path.of(named);
    return new ConfigSource(path, environment, settings);
  }

  /** The options that other commands need to find the same accounts, as somebody types them. */
  String typed() {
    var words = new StringBuilder();
    if (file != null) {
      words.append(" --config ").append(quoted(file.toString()));
    }
    for (var setting : settings) {
      if (setting.startsWith("data=") || setting.startsWith("domains=")) {
        words.append(" --set ").append(quoted(setting));
      }
    }
    return words.toString();
  }

  private static String quoted(String word) {
    return word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_./=:@,".indexOf(c) >= 0)
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
