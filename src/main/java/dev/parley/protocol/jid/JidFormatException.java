package dev.parley.protocol.jid;

/** A string that is no XMPP address (RFC 7622 §3); the message says why. */
public final class JidFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** Says what is wrong, without repeating the address. */
  public JidFormatException(String message) {
    super(message);
    this.reason = message;
  }

  /** What is wrong, without the address. */
  public String reason() {
    return reason;
  }

  /** Cheap: strangers cause these at will. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
