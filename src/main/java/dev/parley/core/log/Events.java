package dev.parley.core.log;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** What both formats make of an event. */
final class Events {
  private static final SimpleFormatter PARAMETERS = new SimpleFormatter();
  private static final int MOST_FRAMES = 40;

  private Events() {}

  static String message(LogRecord event) {
    var message = PARAMETERS.formatMessage(event);
    return message == null ? "" : message;
  }

  /** The name that SLF4J has for a level. */
  static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warn";
    }
    if (value >= Level.INFO.intValue()) {
      return "info";
    }
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }

  /** An exception with its causes and where it was thrown, one piece to each line. */
  @SuppressWarnings("ReferenceEquality") // a cause that is its own cause ends the chain
  static String trace(Throwable thrown) {
    var text = new StringBuilder();
    Throwable enclosing = null;
    for (var at = thrown; at != null && at != enclosing; at = at.getCause()) {
      text.append(enclosing == null ? "" : "\ncaused by ").append(at);
      var frames = at.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
        text.append("\n  at ").append(frames[i]);
      }
      enclosing = at;
    }
    return text.toString();
  }
}
