package dev.parley.core.auth.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of SCRAM (RFC 5802, RFC 7677), and what it builds of them. */
public enum ScramHash {
  /** Required by RFC 6120 §13.8. */
  SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1", "PBKDF2WithHmacSHA1", 20),
  /** RFC 7677. */
  SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", "PBKDF2WithHmacSHA256", 32),
  /** As the others, with the longest hash. */
  SHA_512("SCRAM-SHA-512", "SHA-512", "HmacSHA512", "PBKDF2WithHmacSHA512", 64);

  private final String mechanism;
  private final String digest;
  private final String mac;
  private final String derivation;
  private final int length;

  ScramHash(String mechanism, String digest, String mac, String derivation, int length) {
    this.mechanism = mechanism;
    this.digest = digest;
    this.mac = mac;
    this.derivation = derivation;
    this.length = length;
  }

  /** The mechanism without channel binding, also the name under which keys are stored. */
  public String mechanism() {
    return mechanism;
  }

  /** Bytes of a hash, and of each key. */
  public int length() {
    return length;
  }

  /** H(data), RFC 5802 §2.2. */
  public byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(digest).digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** HMAC(key, data), RFC 5802 §2.2. */
  public byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac function = Mac.getInstance(mac);
      function.init(new SecretKeySpec(key, mac));
      return function.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * SaltedPassword = Hi(password, salt, iterations), RFC 5802 §3. Takes milliseconds: never call it
   * on an event loop.
   *
   * @param password not empty
   */
  public byte[] salted(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, length * 8);
    try {
      return SecretKeyFactory.getInstance(derivation).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }
}
