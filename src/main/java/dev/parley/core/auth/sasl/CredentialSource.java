package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;

/**
 * Where names and passwords are checked. All JIDs are bare.
 *
 * <p>Futures fail with {@link SaslException} if the client is to blame, and with anything else if
 * the check could not be made. They complete on the Vert.x context that asked.
 */
public interface CredentialSource {
  /** True if {@link #scramKeys} works; false if only passwords themselves can be checked. */
  boolean offersScram();

  /**
   * What SCRAM needs to know of an account. Nobody can tell the answer for an unknown account from
   * that for another: it is the same each time, and its keys fit no password.
   */
  Future<ScramSecret> scramKeys(Jid account, ScramHash hash);

  /** Checks a password; fails with {@code not-authorized} if it is wrong or nobody has the name. */
  Future<Checked> checkPassword(Jid account, String password);

  /**
   * The tokens with which the client could log in, at most two; none for an account that does not
   * exist or is switched off.
   *
   * @param mechanism the only one they are for
   */
  default Future<List<TokenSecret>> tokens(Jid account, SaslMechanism mechanism) {
    return Future.succeededFuture(List.of());
  }

  /** How an account stands that needs no password; {@code UNKNOWN} if there is none. */
  Future<Standing> standing(Jid account);
}
