package dev.parley.protocol.jid;

import rocks.xmpp.precis.PrecisProfiles;

/** The rules of the resourcepart: OpaqueString (RFC 7622 §3.4). */
final class Resourcepart {
  private Resourcepart() {}

  /** The canonical form. */
  static String prepare(String resource) {
    for (int i = 0; i < resource.length(); i++) {
      char c = resource.charAt(i);
      if (c >= 0x80) {
        return enforce(resource);
      }
      if (c < ' ' || c == 0x7f) {
        throw new JidFormatException("the resourcepart has a forbidden character");
      }
    }
    return Parts.checkLength(resource, "resourcepart");
  }

  private static String enforce(String resource) {
    try {
      return Parts.checkLength(PrecisProfiles.OPAQUE_STRING.enforce(resource), "resourcepart");
    } catch (JidFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new JidFormatException("the resourcepart has a forbidden character");
    }
  }
}
