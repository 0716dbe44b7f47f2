package dev.parley.cli;

/** A command failed; the message is one paragraph for the person who typed it. */
final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailureException(String message) {
    super(message);
  }
}
