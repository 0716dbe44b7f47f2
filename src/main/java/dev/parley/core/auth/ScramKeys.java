package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.storage.ScramKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Keys made of passwords (RFC 5802 §3). */
final class ScramKeys {
  /** Bytes of a salt. */
  static final int SALT_LENGTH = 16;

  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  private ScramKeys() {}

  /** One key for each hash, each with a salt of its own. Takes tens of milliseconds. */
  static List<ScramKey> of(Password password, int iterations, SecureRandom random) {
    List<ScramKey> keys = new ArrayList<>();
    for (ScramHash hash : ScramHash.values()) {
      byte[] salt = new byte[SALT_LENGTH];
      random.nextBytes(salt);
      keys.add(of(hash, password, salt, iterations));
    }
    return keys;
  }

  /** Keys with the salts and iterations of others. Takes milliseconds each. */
  static List<ScramKey> like(Password password, List<ScramKey> others) {
    List<ScramKey> keys = new ArrayList<>();
    for (ScramHash hash : ScramHash.values()) {
      for (ScramKey other : others) {
        if (other.mechanism().equals(hash.mechanism())) {
          keys.add(of(hash, password, other.salt(), other.iterations()));
        }
      }
    }
    return keys;
  }

  private static ScramKey of(ScramHash hash, Password password, byte[] salt, int iterations) {
    return of(hash, password.salted(hash, salt, iterations), salt, iterations);
  }

  /**
   * The key of a password of which only SaltedPassword is known (RFC 5802 §3).
   *
   * @param salted of the hash's length
   */
  static ScramKey of(ScramHash hash, byte[] salted, byte[] salt, int iterations) {
    return new ScramKey(
        hash.mechanism(), iterations, salt, storedKey(hash, salted), hash.hmac(salted, SERVER_KEY));
  }

  /** True if the key was made of this password. Takes milliseconds. */
  static boolean fits(ScramKey key, ScramHash hash, Password password) {
    return MessageDigest.isEqual(storedKey(key, hash, password), key.storedKey());
  }

  /** StoredKey of a password with the key's salt and iterations. Takes milliseconds. */
  static byte[] storedKey(ScramKey key, ScramHash hash, Password password) {
    return storedKey(hash, password.salted(hash, key.salt(), key.iterations()));
  }

  private static byte[] storedKey(ScramHash hash, byte[] salted) {
    return hash.digest(hash.hmac(salted, CLIENT_KEY));
  }
}
