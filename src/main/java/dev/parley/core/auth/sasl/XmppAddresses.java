package dev.parley.core.auth.sasl;

import dev.parley.core.tls.OtherName;
import dev.parley.protocol.jid.Jid;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JIDs inside a certificate: alternative names of the kind xmppAddr (RFC 6120 §13.7.1.4). */
final class XmppAddresses {
  private XmppAddresses() {}

  /** Bare JIDs of accounts, each once, in their order; what is no such JID is left out. */
  static List<Jid> of(X509Certificate certificate) {
    return OtherName.of(certificate).stream()
        .filter(name -> name.kind() == OtherName.Kind.XMPP_ADDR)
        .map(name -> account(name.text()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static @Nullable Jid account(String text) {
    try {
      Jid address = Jid.parse(text);
      return address.isBare() && !address.isDomain() ? address : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
