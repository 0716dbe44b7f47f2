package dev.parley.core.admin;

/** A command was refused or failed; the message is a sentence for who gave it. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AdminException(String message) {
    super(message);
  }
}
