package dev.parley.protocol.xml;

/** Which ASCII characters XML cannot hold as they are, and what stands for them. */
final class Escapes {
  private static final boolean[] PLAIN = new boolean[0x80];

  static {
    for (int c = ' '; c < 0x80; c++) {
      PLAIN[c] = "&<>\"'".indexOf(c) < 0;
    }
  }

  private Escapes() {}

  /** Whether the character stands for itself everywhere. */
  static boolean isPlain(char c) {
    return PLAIN[c];
  }

  /** What to write for a character that is not plain; U+FFFD where XML 1.0 has no way (§2.2). */
  static String replacement(char c, boolean inAttribute) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> inAttribute ? "&quot;" : "\"";
      case '\'' -> inAttribute ? "&apos;" : "'";
      case '\t' -> inAttribute ? "&#9;" : "\t";
      case '\n' -> inAttribute ? "&#10;" : "\n";
      case '\r' -> "&#13;";
      default -> "&#xFFFD;";
    };
  }
}
