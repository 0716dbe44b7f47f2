package dev.parley.transport.component;

import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a component proves who it is (XEP-0114 §3). */
final class Handshake {
  private static final String NAME = "handshake";

  private Handshake() {}

  /** True if the element is a handshake. */
  static boolean is(Element element) {
    return element.is(Namespaces.COMPONENT, NAME);
  }

  /** The lower-case SHA-1 of the stream's id and the secret. */
  static String of(String streamId, String secret) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .formatHex(sha1.digest((streamId + secret).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Compares in a time that does not depend on how much is right. */
  static boolean isRight(Element handshake, String streamId, String secret) {
    return MessageDigest.isEqual(
        of(streamId, secret).getBytes(StandardCharsets.US_ASCII),
        handshake.text().strip().getBytes(StandardCharsets.UTF_8));
  }

  /** What tells the component that it is in. */
  static Element accepted() {
    return Element.of(Namespaces.COMPONENT, NAME);
  }
}
