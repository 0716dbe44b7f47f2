package dev.parley.core.auth;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The channel binding {@code tls-server-end-point}: a hash of our certificate (RFC 5929 §4). */
final class ServerEndPoint {
  private ServerEndPoint() {}

  /** The hash of the certificate that the session shows; empty if it has no defined hash. */
  static Optional<byte[]> of(SSLSession session) {
    Certificate @Nullable [] chain = session.getLocalCertificates();
    return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate certificate
        ? of(certificate)
        : Optional.empty();
  }

  /**
   * The hash of a certificate, by the hash function of its signature; SHA-256 instead of MD5 and
   * SHA-1. Not defined for signatures without one hash function of their own, such as Ed25519.
   */
  static Optional<byte[]> of(X509Certificate certificate) {
    try {
      String hash = hash(certificate);
      return hash == null
          ? Optional.empty()
          : Optional.of(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String hash(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (signature.equals("RSASSA-PSS")) {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(certificate.getSigAlgParams());
      return digest(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    }
    int with = signature.indexOf("WITH");
    return with < 0 ? null : digest(signature.substring(0, with));
  }

  private static String digest(String hash) {
    String name = hash.toUpperCase(Locale.ROOT).replace("-", "");
    return switch (name) {
      case "MD5", "SHA1" -> "SHA-256";
      default ->
          name.startsWith("SHA") && !name.startsWith("SHA3") ? "SHA-" + name.substring(3) : hash;
    };
  }
}
