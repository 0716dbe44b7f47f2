package dev.parley.core.storage;

import org.jspecify.annotations.Nullable;

/** The storage cannot be opened; the message is one sentence for the person who starts us. */
public final class StorageOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong and, where we know, what to do; without passwords. */
  public StorageOpenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
