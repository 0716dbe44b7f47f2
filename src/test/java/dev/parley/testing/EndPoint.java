package dev.parley.testing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** The channel binding `tls-server-end-point` as a client sees it (RFC 5929 §4). */
final class EndPoint {
  private EndPoint() {}

  static byte[] of(SSLSocket socket) {
    try {
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      var name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
      var hash =
          name.contains("SHA384") ? "SHA-384" : name.contains("SHA512") ? "SHA-512" : "SHA-256";
      return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    } catch (SSLException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
