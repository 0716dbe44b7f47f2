package dev.parley.protocol.jid;

import rocks.xmpp.precis.PrecisProfile;

/**
 * Applies profiles of PRECIS (RFC 8264), and the length limit that all parts have (RFC 7622 §3.1).
 */
final class Precis {
  /** Longest part in bytes of UTF-8. */
  static final int MAX_BYTES = 1023;

  private Precis() {}

  /**
   * The canonical form of a part that is not plain ASCII.
   *
   * @param name of the part, for the complaint
   */
  static String enforce(PrecisProfile profile, String part, String name) {
    // Normalisation is costly, and no profile shrinks a part to less than a third of its length.
    if (part.length() > 3 * MAX_BYTES || hasInvisible(part)) {
      throw forbidden(name);
    }
    try {
      var once = profile.enforce(part);
      // RFC 8264 §7: what is not stable has no canonical form.
      if (!profile.enforce(once).equals(once)) {
        throw forbidden(name);
      }
      return once;
    } catch (JidFormatException e) {
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw forbidden(name);
    }
  }

  /** Workaround: rocks.xmpp.precis 1.1.0 lets the variation selectors of plane 14 pass. */
  private static boolean hasInvisible(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '\udb40') {
        return true;
      }
    }
    return false;
  }

  static JidFormatException forbidden(String name) {
    return new JidFormatException("the " + name + " has a forbidden character");
  }

  /** Returns the part if it is not empty and not too long. */
  static String checkLength(String part, String name) {
    if (part.isEmpty()) {
      throw new JidFormatException("the " + name + " is empty");
    }
    if (part.length() > MAX_BYTES / 3 && utf8Length(part) > MAX_BYTES) {
      throw new JidFormatException("the " + name + " is longer than " + MAX_BYTES + " bytes");
    }
    return part;
  }

  /** The bytes that this string takes in UTF-8. */
  private static int utf8Length(String text) {
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
