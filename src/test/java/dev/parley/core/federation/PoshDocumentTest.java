package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.tls.TestAuthority;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7711 §3: what a document says. */
final class PoshDocumentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          # document                                                              | what it says
          {"fingerprints":[{"sha-256":"AA=="}],"expires":60}                      | SHA-256 AA== for PT1M
          {"fingerprints":[{"sha-256":"AA==","sha-512":"BB=="}],"expires":60}     | SHA-512 BB== for PT1M
          {"fingerprints":[{"sha-1":"CC=="},{"sha-256":"AA=="}],"expires":60}     | SHA-256 AA== for PT1M
          {"fingerprints":[{"sha-256":"AA=="}],"expires":604800}                  | SHA-256 AA== for PT168H
          {"fingerprints":[{"sha-256":"AA=="}],"expires":99999999999}             | SHA-256 AA== for PT168H
          {"url":"https://x.example/a.json","expires":60}                         | https://x.example/a.json for PT1M
          {"url":"http://x.example/a.json","expires":60}                          | error: it leads to something else than https://host/path
          {"url":"https://a@x.example/","expires":60}                             | error: it leads to something else than https://host/path
          {"url":"file:///etc/passwd","expires":60}                               | error: it leads to something else than https://host/path
          {"url":"https:x","expires":60}                                          | error: it leads to something else than https://host/path
          {"url":"https://x.example/","fingerprints":[],"expires":60}             | error: it has both fingerprints and url
          {"fingerprints":[{"sha-256":"AA=="}]}                                   | error: it does not say for how long it holds
          {"fingerprints":[{"sha-256":"AA=="}],"expires":0}                       | error: it does not say for how long it holds
          {"fingerprints":[{"sha-256":"AA=="}],"expires":-5}                      | error: it does not say for how long it holds
          {"fingerprints":[{"sha-256":"AA=="}],"expires":"60"}                    | error: it is no document of POSH
          {"fingerprints":[{"sha-1":"CC=="}],"expires":60}                        | error: it has no fingerprints of a known kind
          {"fingerprints":[],"expires":60}                                        | error: it has no fingerprints of a known kind
          {"expires":60}                                                          | error: it has no fingerprints of a known kind
          {"fingerprints":["AA=="],"expires":60}                                  | error: it is no document of POSH
          {"fingerprints":[null],"expires":60}                                    | error: it has no fingerprints of a known kind
          {"fingerprints":[{"sha-256":null}],"expires":60}                        | error: it has no fingerprints of a known kind
          {"fingerprints":[{"sha-512":null,"sha-256":"AA=="}],"expires":60}       | SHA-256 AA== for PT1M
          {"fingerprints":{"sha-256":"AA=="},"expires":60}                        | error: it is no document of POSH
          {"url":null,"expires":60}                                               | error: it has no fingerprints of a known kind
          null                                                                    | error: it is no document of POSH
          [1]                                                                     | error: it is no document of POSH
          <html/>                                                                 | error: it is no document of POSH
          """)
  void isRead(String document, String expected) {
    String found;
    try {
      var read = PoshDocument.parse(document);
      found =
          (read instanceof PoshDocument.Fingerprints some
                  ? some.all().get(0).hash() + " " + some.all().get(0).base64()
                  : ((PoshDocument.Reference) read).url().toString())
              + " for "
              + read.expires();
    } catch (IllegalArgumentException refusal) {
      found = "error: " + refusal.getMessage();
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> PoshDocument.parse("[".repeat(8_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFingerprintIsOfTheWholeCertificate() throws Exception {
    var mine = TestAuthority.root("a").certificate();
    var other = TestAuthority.root("a").certificate();
    for (var hash : new String[] {"SHA-256", "SHA-512"}) {
      var one = new PoshDocument.Fingerprint(hash, base64(hash, mine));
      assertThat(one.isOf(mine)).isTrue();
      assertThat(one.isOf(other)).isFalse();
      assertThat(new PoshDocument.Fingerprint(hash, "not base64").isOf(mine)).isFalse();
    }
  }

  private static String base64(String hash, X509Certificate certificate) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
  }
}
