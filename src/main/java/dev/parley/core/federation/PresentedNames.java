package dev.parley.core.federation;

import dev.parley.core.tls.OtherName;
import dev.parley.protocol.jid.DomainName;
import dev.parley.protocol.jid.Jid;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names that a certificate presents (RFC 6120 §13.7.1, RFC 9525 §6). The common name of its
 * subject is none of them (RFC 9525 §2), nor are addresses.
 *
 * @param domains of the kind dNSName, as they stand there
 * @param services of the kind SRVName, as {@code _xmpp-server.example.org}
 * @param addresses of the kind xmppAddr
 */
record PresentedNames(List<String> domains, List<String> services, List<String> addresses) {
  private static final Integer DNS_NAME = 2;
  private static final String SERVICE = "_xmpp-server.";

  static PresentedNames of(X509Certificate certificate) {
    var domains = new ArrayList<String>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (var name : alternatives) {
          if (DNS_NAME.equals(name.get(0)) && name.get(1) instanceof String text) {
            domains.add(text);
          }
        }
      }
    } catch (CertificateParsingException e) {
      // A certificate with a damaged name has no name.
      return new PresentedNames(List.of(), List.of(), List.of());
    }
    var others = OtherName.of(certificate);
    return new PresentedNames(
        domains, texts(others, OtherName.Kind.DNS_SRV), texts(others, OtherName.Kind.XMPP_ADDR));
  }

  private static List<String> texts(List<OtherName> names, OtherName.Kind kind) {
    return names.stream().filter(name -> name.kind() == kind).map(OtherName::text).toList();
  }

  /**
   * Whether one of them is the domain's.
   *
   * @param domain in the form that a JID has
   */
  boolean include(String domain) {
    var ascii = DomainName.toAscii(domain);
    return includeHost(ascii)
        || services.stream().anyMatch(name -> name.equalsIgnoreCase(SERVICE + ascii))
        || addresses.stream().anyMatch(name -> isAddress(name, domain));
  }

  /**
   * Whether one of them is that of a machine, whatever it serves.
   *
   * @param host in A-labels, lower case
   */
  boolean includeHost(String host) {
    return domains.stream().anyMatch(name -> isDomain(name.toLowerCase(Locale.ROOT), host));
  }

  /**
   * A wildcard is the whole of the first label, and stands for one label (RFC 9525 §6.3); it does
   * not stand for all of a top-level domain.
   */
  private static boolean isDomain(String name, String ascii) {
    if (!name.startsWith("*.")) {
      return name.equals(ascii);
    }
    int dot = ascii.indexOf('.');
    return dot > 0 && name.indexOf('.', 2) > 0 && name.substring(1).equals(ascii.substring(dot));
  }

  /** A domain, without local and resource part (RFC 6120 §13.7.1.4). */
  private static boolean isAddress(String name, String domain) {
    try {
      var jid = Jid.parse(name);
      return jid.isDomain() && jid.domain().equals(domain);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** For the operator. */
  @Override
  public String toString() {
    var all = new ArrayList<>(domains);
    all.addAll(services);
    all.addAll(addresses);
    if (all.isEmpty()) {
      return "nobody (its subject does not count)";
    }
    return String.join(", ", all.subList(0, Math.min(all.size(), 5)))
        + (all.size() > 5 ? ", …" : "");
  }
}
