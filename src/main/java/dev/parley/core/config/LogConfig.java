package dev.parley.core.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The `log` block.
 *
 * @param level the least grave event that is logged
 * @param levels other levels for single loggers, by the beginning of their name, for example {@code
 *     dev.parley.transport}
 * @param format how an event is written
 * @param file where to append; null is standard error
 */
public record LogConfig(
    Level level, Map<String, Level> levels, Format format, @Nullable Path file) {
  public static final LogConfig DEFAULT = new LogConfig(Level.INFO, Map.of(), Format.TEXT, null);

  public LogConfig {
    levels = Map.copyOf(levels);
  }

  /** How grave an event is. */
  public enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How an event is written. */
  public enum Format {
    /** One line for people. */
    TEXT,
    /** One JSON object on a line. */
    JSON
  }
}
