package dev.parley.core.auth.sasl;

import dev.parley.core.storage.ScramKey;
import org.jspecify.annotations.Nullable;

/**
 * What a client has shown.
 *
 * @param appPassword the id of the app password that it was, or that the token stands for; null if
 *     there is none
 * @param key of the account's own password, which the client has shown; null if it was something
 *     else or the password is checked elsewhere
 * @param token what it has shown; null if it was something else
 */
public record Proof(
    Kind kind, @Nullable String appPassword, @Nullable ScramKey key, @Nullable TokenSecret token) {
  /** Somebody else has checked the account's password. */
  public static final Proof PASSWORD = new Proof(Kind.PASSWORD, null, null, null);

  static final Proof CERTIFICATE = new Proof(Kind.CERTIFICATE, null, null, null);
  static final Proof NOTHING = new Proof(Kind.NOTHING, null, null, null);

  /** The kinds of proof. */
  public enum Kind {
    /** The account's own password. */
    PASSWORD,
    /** Another password, made for one client. */
    APP_PASSWORD,
    /** A token (XEP-0484). */
    TOKEN,
    /** A certificate (RFC 4422 appendix A). */
    CERTIFICATE,
    /** The client is nobody in particular (RFC 4505). */
    NOTHING
  }

  /** The account's own password. */
  public static Proof password(ScramKey key) {
    return new Proof(Kind.PASSWORD, null, key, null);
  }

  /** An app password. */
  public static Proof appPassword(String id) {
    return new Proof(Kind.APP_PASSWORD, id, null, null);
  }

  static Proof token(TokenSecret token) {
    return new Proof(Kind.TOKEN, token.kept().appPassword(), null, token);
  }
}
