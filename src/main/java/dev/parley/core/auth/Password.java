package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * A password in the form in which passwords are compared: the OpaqueString profile of PRECIS (RFC
 * 8265 §4).
 *
 * <p>SCRAM's own SASLprep (RFC 5802 §2.2) gives the same for all of ASCII and for most else;
 * passwords with compatibility characters, such as ligatures, can differ.
 */
public final class Password {
  /** Longest password, in characters. */
  public static final int MAX_LENGTH = 1024;

  private final String prepared;

  private Password(String prepared) {
    this.prepared = prepared;
  }

  /**
   * Prepares a password.
   *
   * @throws IllegalArgumentException with a reason fit for people: it is empty, too long or holds
   *     control characters
   */
  public static Password of(CharSequence text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the password is empty");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the password is longer than " + MAX_LENGTH + " characters");
    }
    try {
      return new Password(PrecisProfiles.OPAQUE_STRING.enforce(text));
    } catch (IllegalArgumentException e) {
      // Not chained: the cause quotes a character of the password.
      throw new IllegalArgumentException("the password holds characters that it may not");
    }
  }

  /** SaltedPassword of RFC 5802 §3; takes milliseconds. */
  byte[] salted(ScramHash hash, byte[] salt, int iterations) {
    return hash.salted(prepared.toCharArray(), salt, iterations);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "(password)";
  }
}
