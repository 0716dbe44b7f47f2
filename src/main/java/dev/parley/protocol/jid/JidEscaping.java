package dev.parley.protocol.jid;

/**
 * Puts characters that a localpart may not have into one, and back (XEP-0106). For presentation and
 * gateways only: addresses are never compared in unescaped form.
 */
public final class JidEscaping {
  private static final String SPECIAL = " \"&'/:<>@\\";
  private static final String HEX = "0123456789abcdef";

  private JidEscaping() {}

  /**
   * A localpart that stands for this text (XEP-0106 §4.2).
   *
   * @throws JidFormatException if the text begins or ends with a space
   */
  public static String escape(String text) {
    if (text.startsWith(" ") || text.endsWith(" ")) {
      throw new JidFormatException("a space at the edge cannot be escaped");
    }
    var escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEscaped = c == '\\' ? escapedAt(text, i) >= 0 : SPECIAL.indexOf(c) >= 0;
      if (isEscaped) {
        escaped.append('\\').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The text that this localpart stands for; sequences that stand for nothing stay (§4.3). */
  public static String unescape(String local) {
    if (local.indexOf('\\') < 0) {
      return local;
    }
    var text = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      int c = escapedAt(local, i);
      boolean isSpaceAtEdge = c == ' ' && (i == 0 || i == local.length() - 3);
      if (c < 0 || isSpaceAtEdge) {
        text.append(local.charAt(i));
      } else {
        text.append((char) c);
        i += 2;
      }
    }
    return text.toString();
  }

  /** The character whose escape sequence stands here, negative if none does. */
  private static int escapedAt(String text, int index) {
    if (text.charAt(index) != '\\' || index + 2 >= text.length()) {
      return -1;
    }
    int high = HEX.indexOf(text.charAt(index + 1));
    int low = HEX.indexOf(text.charAt(index + 2));
    int c = high << 4 | low;
    return high < 0 || low < 0 || SPECIAL.indexOf(c) < 0 ? -1 : c;
  }
}
