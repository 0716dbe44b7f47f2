package dev.parley.protocol.xml;

/** Which ASCII characters XML cannot hold as they are, and what stands for them. */
final class Escapes {
  /** Not 0 for those that stand for themselves between tags. */
  static final byte[] PLAIN_IN_TEXT = plain("&<>", "\t\n");

  /**
   * Not 0 for those that stand for themselves in a value; white space there is normalised (§3.3.3).
   */
  static final byte[] PLAIN_IN_ATTRIBUTES = plain("&<>\"'", "");

  private Escapes() {}

  private static byte[] plain(String special, String alsoPlain) {
    var plain = new byte[0x80];
    for (int c = 0; c < plain.length; c++) {
      boolean isPlain = c >= ' ' ? special.indexOf(c) < 0 : alsoPlain.indexOf(c) >= 0;
      plain[c] = (byte) (isPlain ? 1 : 0);
    }
    return plain;
  }

  /** What to write for a character that is not plain; U+FFFD where XML 1.0 has no way (§2.2). */
  static String replacement(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      case '\t' -> "&#9;";
      case '\n' -> "&#10;";
      case '\r' -> "&#13;";
      default -> "&#xFFFD;";
    };
  }
}
