package dev.parley.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5929 §4.1: the hash of the signature, SHA-256 for MD5, SHA-1 and those without one. */
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
          RSASSA-PSS,       SHA-256
          Ed25519,          SHA-256
          """)
  void theFunctionIsThatOfTheSignature(String signature, String hash) {
    assertThat(EndPointHash.function(signature)).isEqualTo(hash);
  }
}
