package dev.parley.modules.extdisco;

import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A name and a password for a service.
 *
 * @param expires null if they do not
 */
record Credentials(String username, String password, @Nullable Instant expires) {
  private static final int PSEUDONYM_LENGTH = 16;

  /**
   * Credentials that a TURN server checks with the secret it shares with us
   * (draft-uberti-behave-turn-rest-00 §2.2): the name is the time at which they expire and a
   * pseudonym of the account, which the server writes into its logs; the password is the HMAC of
   * the name.
   */
  static Credentials ofSecret(String secret, Jid account, Instant expires) {
    String pseudonym =
        HexFormat.of()
            .formatHex(mac("HmacSHA256", secret, account.toString()))
            .substring(0, PSEUDONYM_LENGTH);
    return ofName(secret, expires.getEpochSecond() + ":" + pseudonym, expires);
  }

  static Credentials ofName(String secret, String username, Instant expires) {
    String password = Base64.getEncoder().encodeToString(mac("HmacSHA1", secret, username));
    return new Credentials(username, password, expires);
  }

  private static byte[] mac(String algorithm, String secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return username;
  }
}
