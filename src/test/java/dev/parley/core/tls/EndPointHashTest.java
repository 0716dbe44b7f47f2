package dev.parley.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5929 §4.1: the hash of the signature, SHA-256 for MD5 and SHA-1, none for those without. */
final class EndPointHashTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # signature,      hash
          MD5withRSA,       SHA-256
          SHA1withRSA,      SHA-256
          SHA256withRSA,    SHA-256
          SHA384withECDSA,  SHA-384
          SHA512withRSA,    SHA-512
          SHA224withECDSA,  SHA-224
          SHA-512/256,      none
          SHA3-256withRSA,  none
          Ed25519,          none
          """)
  void theFunctionIsThatOfTheSignature(String signature, String hash) {
    assertThat(EndPointHash.function(signature).orElse("none")).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # certificate,    hash
          rsa-sha1,         SHA-256
          ecdsa-sha384,     SHA-384
          rsa-pss-sha512,   SHA-512
          ed25519,          none
          """)
  void theCertificateIsHashedWithIt(String name, String function)
      throws IOException, GeneralSecurityException {
    X509Certificate certificate;
    try (var file = getClass().getResourceAsStream("/certificates/" + name + ".pem")) {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(Objects.requireNonNull(file));
    }
    var hash = EndPointHash.of(certificate);
    if (function.equals("none")) {
      assertThat(hash).isEmpty();
    } else {
      assertThat(hash)
          .hasValue(MessageDigest.getInstance(function).digest(certificate.getEncoded()));
    }
  }
}
