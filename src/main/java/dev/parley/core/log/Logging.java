package dev.parley.core.log;

import dev.parley.core.MayBlock;
import dev.parley.core.config.LogConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's logging, behind SLF4J, as the configuration wants it. Vert.x, Netty, Flyway and the
 * drivers log the same way. Can be applied again while the server runs.
 */
@MayBlock
public final class Logging {
  private static final Logger ROOT = Logger.getLogger("");

  /**
   * What its caller hears as well, and what strangers can cause at will: signatures in DNS that are
   * wrong.
   */
  private static final String SAID_ANYWAY = "org.xbill.DNS.dnssec";

  /** Loggers with a level of their own; the JDK forgets those that nobody holds. */
  private static final List<Logger> LEVELLED = new ArrayList<>();

  private Logging() {}

  /** Makes Vert.x log through SLF4J; before its first class is loaded. */
  public static void prepare() {
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
  }

  /**
   * Sets format, place and levels.
   *
   * @throws IOException if the file cannot be opened; then all stays as it was
   */
  public static synchronized void apply(LogConfig config) throws IOException {
    var file = config.file();
    var handler = new LineHandler(open(file), formatter(config), file != null);
    for (Handler old : ROOT.getHandlers()) {
      ROOT.removeHandler(old);
      if (old instanceof LineHandler) {
        old.close();
      }
    }
    ROOT.addHandler(handler);
    ROOT.setLevel(level(config.level()));
    LEVELLED.forEach(logger -> logger.setLevel(null));
    LEVELLED.clear();
    setLevel(SAID_ANYWAY, Level.OFF);
    config.levels().forEach((name, level) -> setLevel(name, level(level)));
  }

  private static void setLevel(String name, Level level) {
    var logger = Logger.getLogger(name);
    logger.setLevel(level);
    LEVELLED.add(logger);
  }

  private static OutputStream open(@Nullable Path file) throws IOException {
    return file == null
        ? new FileOutputStream(FileDescriptor.err)
        : Files.newOutputStream(
            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
  }

  private static Formatter formatter(LogConfig config) {
    return switch (config.format()) {
      case TEXT -> new TextFormatter(ZoneId.systemDefault());
      case JSON -> new JsonFormatter();
    };
  }

  private static Level level(LogConfig.Level level) {
    return switch (level) {
      case OFF -> Level.OFF;
      case ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.FINEST;
    };
  }
}
