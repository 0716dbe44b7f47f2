package dev.parley.server.transfer;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads single values of files; null for what is no value of its kind. */
final class ImportedValues {
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int MOST_SALT = 1_024;

  private ImportedValues() {}

  static @Nullable Jid jid(@Nullable String text) {
    try {
      return text == null ? null : Jid.parse(text.strip());
    } catch (JidFormatException wrong) {
      return null;
    }
  }

  static @Nullable Jid bare(@Nullable String text) {
    Jid jid = jid(text);
    return jid == null ? null : jid.bare();
  }

  static boolean isTrue(@Nullable String text) {
    return "true".equals(text) || "1".equals(text);
  }

  /** A time of XEP-0082. */
  static @Nullable Instant time(@Nullable String stamp) {
    try {
      return stamp == null ? null : OffsetDateTime.parse(stamp.strip()).toInstant();
    } catch (DateTimeException wrong) {
      return null;
    }
  }

  /** The keys in {@code <scram-credentials/>} (XEP-0227 §4.2.1). */
  static @Nullable ScramKey key(Element credentials) {
    return key(
        credentials.attribute("mechanism"),
        text(credentials, "iter-count"),
        text(credentials, "salt"),
        text(credentials, "stored-key"),
        text(credentials, "server-key"));
  }

  private static @Nullable String text(Element parent, String name) {
    Element child = parent.child(Pie.SCRAM, name);
    return child == null ? null : child.text();
  }

  /**
   * The keys that ejabberd writes in place of a password: {@code
   * scram:HASH,STORED,SERVER,SALT,ITERATIONS}, of old without the hash, which is SHA-1 then.
   */
  static @Nullable ScramKey keyOfEjabberd(String password) {
    String[] parts = password.substring("scram:".length()).split(",", -1);
    int first = parts.length - 4;
    if (first < 0 || first > 1) {
      return null;
    }
    String hash = first == 0 ? "sha" : parts[0].toLowerCase(Locale.ROOT);
    String mechanism =
        switch (hash) {
          case "sha", "sha1" -> "SCRAM-SHA-1";
          case "sha256" -> "SCRAM-SHA-256";
          case "sha512" -> "SCRAM-SHA-512";
          default -> null;
        };
    return key(mechanism, parts[first + 3], parts[first + 2], parts[first], parts[first + 1]);
  }

  private static @Nullable ScramKey key(
      @Nullable String mechanism,
      @Nullable String iterations,
      @Nullable String salt,
      @Nullable String stored,
      @Nullable String server) {
    if (iterations == null || salt == null || stored == null || server == null) {
      return null;
    }
    for (ScramHash hash : ScramHash.values()) {
      if (hash.mechanism().equals(mechanism)) {
        return key(hash, iterations, base64(salt), base64(stored), base64(server));
      }
    }
    return null;
  }

  private static @Nullable ScramKey key(
      ScramHash hash, String iterations, byte[] salt, byte[] stored, byte[] server) {
    String count = iterations.strip();
    boolean fits =
        count.matches("[1-9][0-9]{0,7}")
            && Integer.parseInt(count) <= MOST_ITERATIONS
            && salt.length > 0
            && salt.length <= MOST_SALT
            && stored.length == hash.length()
            && server.length == hash.length();
    return fits
        ? new ScramKey(hash.mechanism(), Integer.parseInt(count), salt, stored, server)
        : null;
  }

  /** Empty if it is none. */
  private static byte[] base64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      return new byte[0];
    }
  }
}
