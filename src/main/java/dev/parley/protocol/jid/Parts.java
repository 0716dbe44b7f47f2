package dev.parley.protocol.jid;

/** What the three parts of an address have in common (RFC 7622 §3). */
final class Parts {
  /** Longest part in bytes of UTF-8 (RFC 7622 §3.1). */
  static final int MAX_BYTES = 1023;

  private Parts() {}

  /** Returns the part if its length is allowed; the name of the part goes into the complaint. */
  static String checkLength(String part, String name) {
    if (part.isEmpty()) {
      throw new JidFormatException("the " + name + " is empty");
    }
    if (part.length() > MAX_BYTES || utf8Length(part) > MAX_BYTES) {
      throw new JidFormatException("the " + name + " is longer than " + MAX_BYTES + " bytes");
    }
    return part;
  }

  /** The bytes that this string takes in UTF-8. */
  static int utf8Length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
