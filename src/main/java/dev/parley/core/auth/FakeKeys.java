package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys for accounts that do not exist, so that SCRAM's salt does not tell who has one: the same for
 * a name each time, and different from name to name. No password fits them.
 */
public final class FakeKeys {
  private final byte[] secret;
  private final int iterations;

  /**
   * Derives all keys from a secret.
   *
   * @param secret at least 16 bytes that nobody knows; the same after a restart
   * @param iterations those of real accounts
   */
  public FakeKeys(byte[] secret, int iterations) {
    if (secret.length < ScramKeys.SALT_LENGTH) {
      throw new IllegalArgumentException("the secret is too short");
    }
    this.secret = secret.clone();
    this.iterations = iterations;
  }

  ScramKey of(Jid account, ScramHash hash) {
    return new ScramKey(
        hash.mechanism(),
        iterations,
        Arrays.copyOf(derive("salt", account, hash), ScramKeys.SALT_LENGTH),
        derive("stored key", account, hash),
        derive("server key", account, hash));
  }

  private byte[] derive(String what, Jid account, ScramHash hash) {
    String label = what + '\0' + hash.mechanism() + '\0' + account;
    return hash.hmac(secret, label.getBytes(StandardCharsets.UTF_8));
  }
}
