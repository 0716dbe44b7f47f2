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
      byte[] salted = password.salted(hash, salt, iterations);
      keys.add(
          new ScramKey(
              hash.mechanism(),
              iterations,
              salt,
              storedKey(hash, salted),
              hash.hmac(salted, SERVER_KEY)));
    }
    return keys;
  }

  /** True if the key was made of this password. Takes milliseconds. */
  static boolean fits(ScramKey key, ScramHash hash, Password password) {
    byte[] salted = password.salted(hash, key.salt(), key.iterations());
    return MessageDigest.isEqual(storedKey(hash, salted), key.storedKey());
  }

  private static byte[] storedKey(ScramHash hash, byte[] salted) {
    return hash.digest(hash.hmac(salted, CLIENT_KEY));
  }
}
