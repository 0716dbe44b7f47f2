package dev.parley.protocol.stream;

import java.util.Objects;

/** The stream cannot go on: the error is sent, then the stream is closed (RFC 6120 §4.9). */
public final class StreamException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient StreamError error;

  /** Carries the error to send; has no stack trace, because strangers cause it at will. */
  public StreamException(StreamError error) {
    super(error.toString(), null, false, false);
    this.error = error;
  }

  /** Carries an error of this condition with a text for people. */
  public StreamException(StreamError.Condition condition, String text) {
    this(StreamError.of(condition, text));
  }

  /** The error to send. */
  public StreamError error() {
    return Objects.requireNonNull(error);
  }
}
