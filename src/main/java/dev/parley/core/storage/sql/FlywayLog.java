package dev.parley.core.storage.sql;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what Flyway says to our log; its chatter only when asked for. */
final class FlywayLog implements Log {
  private final Logger log;

  private FlywayLog(Logger log) {
    this.log = log;
  }

  /** Found by name and made by Flyway. */
  public static final class Creator implements LogCreator {
    @Override
    public Log createLogger(Class<?> type) {
      return new FlywayLog(LoggerFactory.getLogger(type));
    }
  }

  @Override
  public void debug(String message) {
    log.debug(message);
  }

  @Override
  public void info(String message) {
    log.debug(message);
  }

  @Override
  public void notice(String message) {
    log.debug(message);
  }

  @Override
  public void warn(String message) {
    log.warn(message);
  }

  @Override
  public void error(String message) {
    log.error(message);
  }

  @Override
  public void error(String message, Exception cause) {
    log.error(message, cause);
  }
}
