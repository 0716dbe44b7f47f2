package dev.parley.transport.s2s;

import java.security.SecureRandom;
import java.util.Base64;

/** Names of streams that nobody can guess: 144 random bits (RFC 6120 §4.7.3, XEP-0198 §5). */
final class RandomIds {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 18;

  private RandomIds() {}

  /** Another one, of 24 characters. */
  static String next() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }
}
