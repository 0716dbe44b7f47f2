package dev.parley.core.config.json;

/**
 * Something wrong in a configuration.
 *
 * @param origin where it stands: {@code file:line:column}, a variable, or an option
 * @param key the setting, for example {@code listen.c2s.port}; empty if it is about the whole
 * @param message what is wrong and what was expected
 */
public record Problem(String origin, String key, String message) {
  @Override
  public String toString() {
    return key.isEmpty() ? origin + ": " + message : origin + ": " + key + ": " + message;
  }
}
