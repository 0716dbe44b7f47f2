package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** The server cannot start; the message is one paragraph for the operator. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A reason in words. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException cannotListen(String key, ListenConfig.Listener listener, Throwable cause) {
    return new StartException(
        "Cannot listen on "
            + listener.host()
            + " port "
            + listener.port()
            + " ("
            + key
            + "): "
            + cause.getMessage()
            + ". Another program may use the port, or this user may not bind it; change "
            + key
            + ".port, or stop the other program.",
        cause);
  }

  static StartException secret(Path file, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage();
    return new StartException(
        "Cannot read or make "
            + file
            + ", which the tokens of devices rest on: "
            + reason
            + ". The user that runs Parley must own the folder (data) and the files in it.",
        cause);
  }

  static StartException components(Throwable cause) {
    return new StartException("Components cannot connect: " + cause.getMessage() + ".", cause);
  }

  static StartException taken(String domain) {
    IllegalStateException cause = new IllegalStateException(domain);
    return new StartException(
        "components.list gives "
            + domain
            + " to a component, but a module serves it: switch that module off, or give the"
            + " component another domain.",
        cause);
  }
}
