package dev.parley.core.auth.sasl;

/**
 * The authentication has failed, in a way the client is told.
 *
 * <p>It has no stack trace: it is thrown for every wrong password. Its message goes to the client,
 * so it says nothing that the client may not know.
 */
public final class SaslException extends RuntimeException {
  private final SaslError error;
  private final boolean throttled;

  /** Fails with a condition and a sentence for a human. */
  public SaslException(SaslError error, String text) {
    this(error, text, false);
  }

  private SaslException(SaslError error, String text, boolean throttled) {
    super(text, null, false, false);
    this.error = error;
    this.throttled = throttled;
  }

  /** Refused without a look at the password: too many attempts have failed lately. */
  public static SaslException throttled() {
    return new SaslException(
        SaslError.TEMPORARY_AUTH_FAILURE, "Too many failed attempts; try again later", true);
  }

  /** The failure of a wrong password and of an unknown name: both look the same. */
  public static SaslException notAuthorized() {
    return new SaslException(SaslError.NOT_AUTHORIZED, "Wrong name or password");
  }

  static SaslException malformed(String text) {
    return new SaslException(SaslError.MALFORMED_REQUEST, text);
  }

  /** The condition. */
  public SaslError error() {
    return error;
  }

  /** True if nothing was checked because too many attempts have failed lately. */
  public boolean isThrottled() {
    return throttled;
  }

  /** A sentence for a human. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
