package dev.parley.protocol.jid;

import java.util.Locale;
import rocks.xmpp.precis.PrecisProfiles;

/** The rules of the localpart: UsernameCaseMapped without eight characters (RFC 7622 §3.3). */
final class Localpart {
  private static final String NAME = "localpart";
  private static final String FORBIDDEN = "\"&'/:<>@";

  private Localpart() {}

  /** The canonical form. */
  static String prepare(String local) {
    boolean hasUpperCase = false;
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c >= 0x80) {
        return prepareAny(local);
      }
      checkAscii(c);
      hasUpperCase |= c >= 'A' && c <= 'Z';
    }
    return Precis.checkLength(hasUpperCase ? local.toLowerCase(Locale.ROOT) : local, NAME);
  }

  private static String prepareAny(String local) {
    var prepared = Precis.enforce(PrecisProfiles.USERNAME_CASE_MAPPED, local, NAME);
    for (int i = 0; i < prepared.length(); i++) {
      checkAscii(prepared.charAt(i));
    }
    return Precis.checkLength(prepared, NAME);
  }

  private static void checkAscii(char c) {
    if (c <= ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
      throw Precis.forbidden(NAME);
    }
  }
}
