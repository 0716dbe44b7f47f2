package dev.parley.core.federation;

/** Nobody knows where a domain's server is; the message says why, for the operator. */
public final class NoTargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean isPermanent;

  /**
   * Without a stack trace, because strangers cause it at will.
   *
   * @param isPermanent true if the domain says so itself: it does not exist, or offers no XMPP;
   *     false if it could not be asked
   */
  public NoTargetException(String message, boolean isPermanent) {
    super(message, null, false, false);
    this.isPermanent = isPermanent;
  }

  /** Whether asking again soon makes no sense. */
  public boolean isPermanent() {
    return isPermanent;
  }
}
