package dev.parley.core.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Strict decoding of what a client sent. */
final class SaslText {
  private SaslText() {}

  /**
   * UTF-8 without malformed sequences.
   *
   * @throws SaslException {@code malformed-request}
   */
  static String utf8(byte[] data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException e) {
      throw SaslException.malformed("Not UTF-8");
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Base64 as RFC 6120 §13.9.1 wants it: nothing but its alphabet, padded, and no stray bits that
   * could carry something hidden.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static byte[] base64(String text) {
    byte[] data = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(data).equals(text)) {
      throw new IllegalArgumentException("not in canonical form");
    }
    return data;
  }

  static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
