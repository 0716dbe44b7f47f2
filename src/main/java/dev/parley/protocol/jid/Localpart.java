package dev.parley.protocol.jid;

import rocks.xmpp.precis.PrecisProfiles;

/** The rules of the localpart: UsernameCaseMapped without nine characters (RFC 7622 §3.3). */
final class Localpart {
  private static final String FORBIDDEN = "\"&'/:<>@";

  private Localpart() {}

  /** The canonical form. */
  static String prepare(String local) {
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c >= 0x80 || c >= 'A' && c <= 'Z') {
        return enforce(local);
      }
      if (c <= ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
        throw new JidFormatException("the localpart has a forbidden character");
      }
    }
    return Parts.checkLength(local, "localpart");
  }

  private static String enforce(String local) {
    String prepared;
    try {
      prepared = PrecisProfiles.USERNAME_CASE_MAPPED.enforce(local);
    } catch (IllegalArgumentException e) {
      throw new JidFormatException("the localpart has a forbidden character");
    }
    for (int i = 0; i < prepared.length(); i++) {
      if (FORBIDDEN.indexOf(prepared.charAt(i)) >= 0) {
        throw new JidFormatException("the localpart has a forbidden character");
      }
    }
    return Parts.checkLength(prepared, "localpart");
  }
}
