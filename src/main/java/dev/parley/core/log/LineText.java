package dev.parley.core.log;

import java.util.Locale;

/**
 * Keeps text from others on its line: whoever chooses a name must not write log lines, colour a
 * terminal, or turn the reading direction.
 */
public final class LineText {
  private LineText() {}

  /** The same text, in which nothing ends the line or steers a terminal. */
  public static String of(String text) {
    var line = new StringBuilder(text.length() + 8);
    append(line, text);
    return line.toString();
  }

  /**
   * Writes control characters, line ends and marks of direction as {@code \n} or {@code \\uXXXX}.
   */
  static void append(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        line.append(c);
      } else {
        escape(line, c);
      }
    }
  }

  private static void escape(StringBuilder line, char c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }

  static boolean isPlain(char c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    boolean isControl = c < ' ' || c >= 0x7f && c <= 0x9f;
    boolean isLineEnd = c == 0x2028 || c == 0x2029;
    boolean isDirection =
        c == 0x061c
            || c == 0x200e
            || c == 0x200f
            || c >= 0x202a && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069;
    return !isControl && !isLineEnd && !isDirection && c != 0xfeff;
  }
}
