package dev.parley.core.log;

import dev.parley.core.MayBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each event at once. A full disk or a closed pipe costs log lines, and nothing else. */
@MayBlock
final class LineHandler extends Handler {
  private final OutputStream out;
  private final boolean isOurs;

  /**
   * @param isOurs whether to close the stream in the end
   */
  LineHandler(OutputStream out, Formatter formatter, boolean isOurs) {
    this.out = out;
    this.isOurs = isOurs;
    setFormatter(formatter);
    setLevel(java.util.logging.Level.ALL);
  }

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event)) {
      var line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
      try {
        synchronized (out) {
          out.write(line);
          out.flush();
        }
      } catch (IOException e) {
        // There is nowhere left to say it.
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    if (isOurs) {
      try {
        out.close();
      } catch (IOException e) {
        // The events are written; the file descriptor goes with the process.
      }
    }
  }
}
