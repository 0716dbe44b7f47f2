package dev.parley.transport.bosh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keys by which a request proves that it comes from who began the session (XEP-0124 §15). */
final class KeySequence {
  private @Nullable String last;

  /** Starts with the {@code newkey} of the first request; null if the client uses no keys. */
  KeySequence(@Nullable String first) {
    last = first;
  }

  /** Whether the keys of the next request fit; they are what the one after it has to fit. */
  boolean accept(@Nullable String key, @Nullable String newKey) {
    String before = last;
    if (before == null) {
      return true;
    }
    if (key == null || !isEqual(sha1(key), before)) {
      return false;
    }
    last = newKey == null ? key : newKey;
    return true;
  }

  private static boolean isEqual(String hash, String expected) {
    return MessageDigest.isEqual(
        hash.getBytes(UTF_8), expected.toLowerCase(Locale.ROOT).getBytes(UTF_8));
  }

  private static String sha1(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
