package dev.parley.core.storage;

import java.util.Arrays;
import java.util.Objects;

/** What a server keeps of a password for one SCRAM mechanism (RFC 5802 §2.2, §3). */
public final class ScramKey {
  private final String mechanism;
  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  /**
   * Keeps copies of the arrays.
   *
   * @param mechanism without {@code -PLUS}, as in {@code SCRAM-SHA-256}
   * @param iterations of PBKDF2, at least 1
   */
  public ScramKey(
      String mechanism, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    if (iterations < 1) {
      throw new IllegalArgumentException("no iterations");
    }
    this.mechanism = Objects.requireNonNull(mechanism);
    this.iterations = iterations;
    this.salt = salt.clone();
    this.storedKey = storedKey.clone();
    this.serverKey = serverKey.clone();
  }

  /** The mechanism, without {@code -PLUS}. */
  public String mechanism() {
    return mechanism;
  }

  /** Iterations of PBKDF2. */
  public int iterations() {
    return iterations;
  }

  /** A copy of the salt. */
  public byte[] salt() {
    return salt.clone();
  }

  /** A copy of StoredKey: H(ClientKey). */
  public byte[] storedKey() {
    return storedKey.clone();
  }

  /** A copy of ServerKey. */
  public byte[] serverKey() {
    return serverKey.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScramKey that
        && mechanism.equals(that.mechanism)
        && iterations == that.iterations
        && Arrays.equals(salt, that.salt)
        && Arrays.equals(storedKey, that.storedKey)
        && Arrays.equals(serverKey, that.serverKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Mechanism and iterations; never the keys. */
  @Override
  public String toString() {
    return mechanism + " with " + iterations + " iterations";
  }
}
