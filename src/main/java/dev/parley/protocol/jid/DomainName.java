package dev.parley.protocol.jid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * The rules of the domainpart (RFC 7622 §3.2): a name of LDH labels and U-labels, or an IP literal.
 * Names follow IDNA2008 after the mappings of RFC 5895, so `ß` stays itself.
 */
public final class DomainName {
  private static final String NAME = "domainpart";
  private static final String A_LABEL = "xn--";
  private static final int MAX_LABEL = 63;

  private DomainName() {}

  /**
   * The canonical form: lower case, U-labels, no trailing dot, IP literals as in RFC 5952.
   *
   * @throws JidFormatException if this is no domain
   */
  public static String prepare(String domain) {
    if (isCanonicalAscii(domain)) {
      return Precis.checkLength(domain, NAME);
    }
    if (domain.isEmpty()) {
      throw new JidFormatException("the domainpart is empty");
    }
    if (domain.startsWith("[")) {
      return IpLiteral.prepare(domain);
    }
    if (domain.length() > Precis.MAX_BYTES + 1) {
      throw new JidFormatException("the domainpart is too long");
    }
    var name = new StringBuilder();
    for (var label : labels(domain)) {
      name.append(name.length() == 0 ? "" : ".").append(prepareLabel(label));
    }
    return Precis.checkLength(name.toString(), NAME);
  }

  /**
   * The name as DNS, certificates and SNI spell it, with A-labels.
   *
   * @param domain in canonical form
   */
  public static String toAscii(String domain) {
    if (isAscii(domain)) {
      return domain;
    }
    var name = new StringBuilder();
    for (var label : labels(domain)) {
      name.append(name.length() == 0 ? "" : ".");
      name.append(isAscii(label) ? label : A_LABEL + Punycode.encode(label));
    }
    return name.toString();
  }

  /** The common case, without garbage: lower-case LDH labels, none of them an A-label. */
  private static boolean isCanonicalAscii(String domain) {
    int labelStart = 0;
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      if (c == '.') {
        if (!isPlainLabel(domain, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return isPlainLabel(domain, labelStart, domain.length());
  }

  private static boolean isPlainLabel(String domain, int from, int to) {
    return to > from
        && to - from <= MAX_LABEL
        && domain.charAt(from) != '-'
        && domain.charAt(to - 1) != '-'
        && !domain.startsWith("--", from + 2);
  }

  /** Splits at the dots of RFC 3490 §3.1 (RFC 5895 §2.4); one trailing dot is dropped. */
  private static List<String> labels(String domain) {
    var labels = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < domain.length(); i++) {
      if (".\u3002\uff0e\uff61".indexOf(domain.charAt(i)) >= 0) {
        labels.add(domain.substring(start, i));
        start = i + 1;
      }
    }
    if (start < domain.length() || labels.isEmpty()) {
      labels.add(domain.substring(start));
    }
    return labels;
  }

  private static String prepareLabel(String label) {
    var prepared =
        isAscii(label)
            ? label.toLowerCase(Locale.ROOT)
            : Precis.enforce(PrecisProfiles.USERNAME_CASE_MAPPED, label, NAME);
    if (isAscii(prepared)) {
      if (prepared.startsWith(A_LABEL)) {
        return fromALabel(prepared);
      }
      checkLdh(prepared);
      if (!isPlainLabel(prepared, 0, prepared.length())) {
        throw new JidFormatException("the domainpart has a malformed label");
      }
      return prepared;
    }
    checkULabel(prepared);
    return prepared;
  }

  private static String fromALabel(String label) {
    var decoded = Punycode.decode(label.substring(A_LABEL.length()));
    if (isAscii(decoded)
        || !Precis.enforce(PrecisProfiles.USERNAME_CASE_MAPPED, decoded, NAME).equals(decoded)) {
      throw new JidFormatException("the domainpart has a malformed A-label");
    }
    checkULabel(decoded);
    return decoded;
  }

  /** RFC 5891 §4.2.3: hyphens, no mark in front, and what DNS can hold. */
  private static void checkULabel(String label) {
    int first = Character.getType(label.codePointAt(0));
    boolean beginsWithMark =
        first == Character.NON_SPACING_MARK
            || first == Character.COMBINING_SPACING_MARK
            || first == Character.ENCLOSING_MARK;
    checkLdh(label);
    if (beginsWithMark
        || label.startsWith("-")
        || label.endsWith("-")
        || label.startsWith("--", 2)
        || A_LABEL.length() + Punycode.encode(label).length() > MAX_LABEL) {
      throw new JidFormatException("the domainpart has a malformed label");
    }
  }

  /** Of ASCII, only letters, digits and hyphens (RFC 5891 §5.3). */
  private static void checkLdh(String label) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c < 0x80 && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        throw Precis.forbidden(NAME);
      }
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
