package dev.parley.core.auth.sasl;

/**
 * The authentication has failed, in a way the client is told.
 *
 * <p>It has no stack trace: it is thrown for every wrong password. Its message goes to the client,
 * so it says nothing that the client may not know.
 */
public final class SaslException extends RuntimeException {
  private final SaslError error;
  private final Kind kind;

  /** What else there is to know of a failure. */
  private enum Kind {
    PLAIN,
    THROTTLED,
    OTHER_BINDING
  }

  /** Fails with a condition and a sentence for a human. */
  public SaslException(SaslError error, String text) {
    this(error, text, Kind.PLAIN);
  }

  private SaslException(SaslError error, String text, Kind kind) {
    super(text, null, false, false);
    this.error = error;
    this.kind = kind;
  }

  /** Refused without a look at the password: too many attempts have failed lately. */
  public static SaslException throttled() {
    return new SaslException(
        SaslError.TEMPORARY_AUTH_FAILURE,
        "Too many failed attempts; try again later",
        Kind.THROTTLED);
  }

  /** The failure of a wrong password and of an unknown name: both look the same. */
  public static SaslException notAuthorized() {
    return new SaslException(SaslError.NOT_AUTHORIZED, "Wrong name or password");
  }

  /** The client binds to the connection in a way that was not offered. */
  static SaslException unknownBinding(String type) {
    return new SaslException(
        SaslError.MALFORMED_REQUEST,
        "This channel binding was not offered",
        ChannelBinding.UNASKED.contains(type) ? Kind.OTHER_BINDING : Kind.PLAIN);
  }

  /** True if what the client asked for is one of {@link ChannelBinding#UNASKED}. */
  public boolean isOtherBinding() {
    return kind == Kind.OTHER_BINDING;
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
    return kind == Kind.THROTTLED;
  }

  /** A sentence for a human. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
