package dev.parley.modules.muc;

import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one room's affiliations as clients see them (XEP-0463 §5): nobody makes one up,
 * and those of a room that had the name before are unknown.
 */
final class RoomVersions {
  static final String NS = "urn:xmpp:muc:affiliations:1";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_CHARS = 12;
  private static final int MAX_DIGITS = 13;

  private RoomVersions() {}

  /** The number as it is told. */
  static String encode(byte[] secret, long version) {
    String number = Long.toString(version, Character.MAX_RADIX);
    return number + "." + seal(secret, number);
  }

  /** The number of a version that was told; empty if it is none of this room. */
  static OptionalLong decode(byte[] secret, String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot > MAX_DIGITS || !text.substring(dot + 1).equals(seal(secret, head(text)))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(head(text), Character.MAX_RADIX));
  }

  private static String head(String text) {
    return text.substring(0, text.indexOf('.'));
  }

  private static String seal(byte[] secret, String number) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] hash = mac.doFinal((NS + " " + number).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(hash).substring(0, SEAL_CHARS);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /**
   * From one version to another.
   *
   * @param since null to begin with nothing
   */
  static Element step(byte[] secret, @Nullable Long since, long until) {
    return Element.builder(NS, "mav")
        .attribute("since", since == null ? null : encode(secret, since))
        .attribute("until", encode(secret, until))
        .build();
  }
}
