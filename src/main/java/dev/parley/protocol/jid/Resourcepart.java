package dev.parley.protocol.jid;

import rocks.xmpp.precis.PrecisProfiles;

/** The rules of the resourcepart: OpaqueString (RFC 7622 §3.4). */
final class Resourcepart {
  private static final String NAME = "resourcepart";

  private Resourcepart() {}

  /** The canonical form. */
  static String prepare(String resource) {
    var prepared = resource;
    for (int i = 0; i < resource.length(); i++) {
      char c = resource.charAt(i);
      if (c >= 0x80) {
        prepared = Precis.enforce(PrecisProfiles.OPAQUE_STRING, resource, NAME);
        break;
      }
      if (c < ' ' || c == 0x7f) {
        throw Precis.forbidden(NAME);
      }
    }
    return Precis.checkLength(prepared, NAME);
  }
}
