package dev.parley.core.admin;

/** A command was refused or failed; the message is a sentence for who gave it. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public AdminException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The sentence. */
  public String reason() {
    return reason;
  }
}
