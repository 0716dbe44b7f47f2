package dev.parley.core.auth.sasl;

/** Reads the attributes of a SCRAM message one after the other (RFC 5802 §5.1). */
final class ScramAttributes {
  private final String message;
  private int position;

  ScramAttributes(String message) {
    this.message = message;
  }

  /**
   * The value of the next attribute, as sent.
   *
   * @throws SaslException {@code malformed-request} if it is another one or missing
   */
  String next(char name) {
    if (!message.startsWith(name + "=", position)) {
      throw SaslException.malformed("Expected the attribute " + name);
    }
    int end = message.indexOf(',', position);
    String value = message.substring(position + 2, end < 0 ? message.length() : end);
    position = end < 0 ? message.length() : end + 1;
    if (end == message.length() - 1) {
      throw SaslException.malformed("Ends with a comma");
    }
    return value;
  }

  /** True if all attributes are read. */
  boolean atEnd() {
    return position == message.length();
  }

  /** Reads extensions to the end: none is known, all may be ignored. */
  void skipExtensions() {
    while (!atEnd()) {
      char name = message.charAt(position);
      if (!(name >= 'a' && name <= 'z' || name >= 'A' && name <= 'Z') || name == 'm') {
        throw SaslException.malformed("Bad extension");
      }
      String value = next(name);
      if (value.isEmpty() || value.indexOf('\0') >= 0) {
        throw SaslException.malformed("Bad extension");
      }
    }
  }

  /** The nonce if it is one: printable ASCII, at least one character. */
  static String printable(String nonce) {
    for (int i = 0; i < nonce.length(); i++) {
      char c = nonce.charAt(i);
      if (c < 0x21 || c > 0x7e) {
        throw SaslException.malformed("Bad nonce");
      }
    }
    if (nonce.isEmpty()) {
      throw SaslException.malformed("Empty nonce");
    }
    return nonce;
  }
}
