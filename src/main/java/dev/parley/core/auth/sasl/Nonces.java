package dev.parley.core.auth.sasl;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** The server's part of the nonces of SCRAM: 192 random bits in base64. Safe for all threads. */
public final class Nonces implements Supplier<String> {
  private static final int LENGTH = 24;
  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] nonce = new byte[LENGTH];
    random.nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }
}
