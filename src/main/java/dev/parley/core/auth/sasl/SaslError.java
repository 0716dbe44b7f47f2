package dev.parley.core.auth.sasl;

import java.util.Locale;

/** Why an authentication failed (RFC 6120 §6.5). */
public enum SaslError {
  /** The client gave up. */
  ABORTED,
  /** The password is right, but the account is switched off. */
  ACCOUNT_DISABLED,
  /** What the client proved is right, but too old. */
  CREDENTIALS_EXPIRED,
  /** The mechanism exists here, but not without TLS. */
  ENCRYPTION_REQUIRED,
  /** The text of the element is no base64. */
  INCORRECT_ENCODING,
  /** The client may not act for the identity it asked for. */
  INVALID_AUTHZID,
  /** No mechanism was named, or one that is not offered. */
  INVALID_MECHANISM,
  /** What the client sent breaks the rules of the mechanism, or comes out of turn. */
  MALFORMED_REQUEST,
  /** The mechanism is known here, but the configuration forbids it. */
  MECHANISM_TOO_WEAK,
  /** Wrong name, password or certificate; which one is not said. */
  NOT_AUTHORIZED,
  /** The server cannot tell now: overload, or the database is away. Worth another try later. */
  TEMPORARY_AUTH_FAILURE;

  private final String condition = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name of the element that says so, for example {@code not-authorized}. */
  public String condition() {
    return condition;
  }
}
