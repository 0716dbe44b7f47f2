package dev.parley.core.auth.sasl;

import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;

/** Knows one account, and answers at once. */
record OneAccount(Jid account, String password, byte[] salt, Standing standing)
    implements CredentialSource {
  static final int ITERATIONS = 4096;

  @Override
  public boolean offersScram() {
    return true;
  }

  @Override
  public Future<ScramSecret> scramKeys(Jid claimed, ScramHash hash) {
    boolean known = claimed.equals(account);
    byte[] salted = hash.salted((known ? password : "nobody's").toCharArray(), salt, ITERATIONS);
    ScramKey key =
        new ScramKey(
            hash.mechanism(),
            ITERATIONS,
            salt,
            hash.digest(hash.hmac(salted, ascii("Client Key"))),
            hash.hmac(salted, ascii("Server Key")));
    return Future.succeededFuture(new ScramSecret(key, known ? standing : Standing.UNKNOWN));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Future<Checked> checkPassword(Jid claimed, String given) {
    return claimed.equals(account) && given.equals(password)
        ? Future.succeededFuture(new Checked(standing, Proof.PASSWORD))
        : Future.failedFuture(SaslException.notAuthorized());
  }

  @Override
  public Future<Standing> standing(Jid claimed) {
    return Future.succeededFuture(claimed.equals(account) ? standing : Standing.UNKNOWN);
  }
}
