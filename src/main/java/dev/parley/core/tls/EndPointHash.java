package dev.parley.core.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.regex.Pattern;

/** The channel binding tls-server-end-point (RFC 5929 §4). */
public final class EndPointHash {
  private static final Pattern HASH = Pattern.compile("SHA-?(1|224|256|384|512)(?![0-9])");

  private EndPointHash() {}

  /** The certificate's hash by the function of its signature; SHA-256 in place of weak ones. */
  public static byte[] of(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance(function(certificate.getSigAlgName()))
          .digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The hash function that goes with a signature algorithm.
   *
   * @param signature the JDK's name, for example {@code SHA384withECDSA}
   */
  static String function(String signature) {
    var match = HASH.matcher(signature.toUpperCase(Locale.ROOT));
    boolean weak = !match.find() || match.group(1).equals("1");
    return weak ? "SHA-256" : "SHA-" + match.group(1);
  }
}
