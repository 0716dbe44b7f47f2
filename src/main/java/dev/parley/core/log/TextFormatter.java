package dev.parley.core.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** One line for people: time, level, the logger's last name, and the message. */
final class TextFormatter extends Formatter {
  private final DateTimeFormatter time;

  TextFormatter(ZoneId zone) {
    this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public String format(LogRecord event) {
    var line = new StringBuilder(160);
    time.formatTo(event.getInstant(), line);
    var level = Events.level(event.getLevel()).toUpperCase(Locale.ROOT);
    line.append(' ').append(level).append(" ".repeat(6 - level.length()));
    LineText.append(line, shortName(event.getLoggerName()));
    line.append(": ");
    LineText.append(line, Events.message(event));
    if (event.getThrown() != null) {
      line.append(" | ");
      LineText.append(line, Events.trace(event.getThrown()).replace("\n  at ", " < "));
    }
    return line.append(System.lineSeparator()).toString();
  }

  private static String shortName(@Nullable String logger) {
    return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
  }
}
