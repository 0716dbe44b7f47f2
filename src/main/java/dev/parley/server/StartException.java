package dev.parley.server;

import dev.parley.core.config.ListenConfig;

/** The server cannot start; the message is one paragraph for the operator. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A reason in words. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException cannotListen(String key, ListenConfig.Listener listener, Throwable cause) {
    return new StartException(
        "Cannot listen on %s port %d (%s): %s. Another program may use the port, or this user may"
                .formatted(listener.host(), listener.port(), key, cause.getMessage())
            + " not bind it; change "
            + key
            + ".port, or stop the other program.",
        cause);
  }
}
