package dev.parley.core.config;

/** A configuration record refuses a value that its neighbours make impossible. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The component's name, relative to the record that refuses it. */
  private final String key;

  /**
   * @param key name of the record component, for example {@code bytes}
   * @param message what was expected, to follow the key in a sentence
   */
  public InvalidSettingException(String key, String message) {
    super(message);
    this.key = key;
  }

  /** Name of the record component that was refused. */
  public String key() {
    return key;
  }
}
