package dev.parley.core.log;

import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on a line: {@code time, level, logger, thread, message} and perhaps {@code
 * error}.
 */
final class JsonFormatter extends Formatter {
  @Override
  public String format(LogRecord event) {
    var line = new StringBuilder(240);
    line.append("{\"time\":\"").append(event.getInstant()).append('"');
    member(line, "level", Events.level(event.getLevel()));
    member(line, "logger", event.getLoggerName());
    member(line, "thread", Thread.currentThread().getName());
    member(line, "message", Events.message(event));
    if (event.getThrown() != null) {
      member(line, "error", Events.trace(event.getThrown()));
    }
    return line.append("}\n").toString();
  }

  private static void member(StringBuilder line, String name, @Nullable String value) {
    line.append(",\"").append(name).append("\":\"");
    var text = value == null ? "" : value;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (LineText.isPlain(c) && !Character.isSurrogate(c)) {
        line.append(c);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    line.append('"');
  }
}
