package dev.parley.core.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The channel binding tls-server-end-point (RFC 5929 §4). */
public final class EndPointHash {
  private static final Pattern HASH = Pattern.compile("SHA-?(1|224|256|384|512)(?![0-9/])");

  private EndPointHash() {}

  /**
   * The certificate's hash by the function of its signature; SHA-256 in place of MD5 and SHA-1.
   * Empty if the signature has no hash function of its own, as with Ed25519: then the binding is
   * not defined.
   */
  public static Optional<byte[]> of(X509Certificate certificate) {
    try {
      var function = function(signature(certificate));
      return function.isEmpty()
          ? Optional.empty()
          : Optional.of(MessageDigest.getInstance(function.get()).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }

  /** The name of the signature, or of the hash function in its parameters. */
  private static String signature(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    var name = certificate.getSigAlgName();
    if (!name.equals("RSASSA-PSS")) {
      return name;
    }
    var parameters = AlgorithmParameters.getInstance(name);
    parameters.init(certificate.getSigAlgParams());
    return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
  }

  /**
   * The hash function that goes with a signature algorithm.
   *
   * @param signature the JDK's name, for example {@code SHA384withECDSA}
   */
  static Optional<String> function(String signature) {
    var name = signature.toUpperCase(Locale.ROOT);
    if (name.startsWith("MD5")) {
      return Optional.of("SHA-256");
    }
    var match = HASH.matcher(name);
    if (!match.find()) {
      return Optional.empty();
    }
    return Optional.of(match.group(1).equals("1") ? "SHA-256" : "SHA-" + match.group(1));
  }
}
