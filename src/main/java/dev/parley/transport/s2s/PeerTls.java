package dev.parley.transport.s2s;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What is known of a peer from the TLS handshake with it. */
final class PeerTls {
  private PeerTls() {}

  /** The version of TLS; empty without. */
  static String version(@Nullable SSLSession session) {
    return session == null ? "" : session.getProtocol();
  }

  /** What the peer has shown, its own certificate first; empty if nothing. */
  static List<X509Certificate> chain(@Nullable SSLSession session) {
    List<X509Certificate> chain = new ArrayList<>();
    if (session != null) {
      try {
        for (Certificate certificate : session.getPeerCertificates()) {
          if (certificate instanceof X509Certificate known) {
            chain.add(known);
          }
        }
      } catch (SSLPeerUnverifiedException none) {
        return List.of();
      }
    }
    return chain;
  }
}
