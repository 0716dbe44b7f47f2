package dev.parley.protocol.jid;

import java.util.Locale;
import rocks.xmpp.precis.PrecisProfiles;

/** The rules of the domainpart (RFC 7622 §3.2). */
final class Domainpart {
  private Domainpart() {}

  /** The canonical form. */
  static String prepare(String domain) {
    var name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        return enforce(name);
      }
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.')) {
        if (c >= 'A' && c <= 'Z') {
          return prepare(name.toLowerCase(Locale.ROOT));
        }
        if (c != '[' && c != ']' && c != ':') {
          throw new JidFormatException("the domainpart has a forbidden character");
        }
      }
    }
    return Parts.checkLength(name, "domainpart");
  }

  private static String enforce(String domain) {
    try {
      return Parts.checkLength(PrecisProfiles.IDN.enforce(domain), "domainpart");
    } catch (JidFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new JidFormatException("the domainpart has a forbidden character");
    }
  }
}
