package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The elements of SASL, and text that is none of theirs. */
final class SaslElementsTest {
  private static Element element(String name, String text) {
    return Element.builder(SaslElements.NAMESPACE, name)
        .attribute("mechanism", "PLAIN")
        .text(text)
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      emptyValue = "",
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          # text of <auth/>, decoded or condition
          ''|none
          '='|''
          'aGVsbG8='|hello
          'aGVsbG8'|incorrect-encoding
          'aGVsbG9='|incorrect-encoding
          'aGVs bG8='|incorrect-encoding
          ' aGVsbG8='|incorrect-encoding
          '=='|incorrect-encoding
          '=aGVsbG8'|incorrect-encoding
          'aGVs=bG8='|incorrect-encoding
          'aGVs-_8='|incorrect-encoding
          'äöü='|incorrect-encoding
          """)
  void readsBase64Strictly(String text, String outcome) {
    assertThat(read(() -> SaslElements.parseAuth(element("auth", text)).initial()))
        .isEqualTo(outcome);
    String ofResponse = outcome == null ? "" : outcome;
    assertThat(read(() -> SaslElements.parseResponse(element("response", text))))
        .isEqualTo(ofResponse);
  }

  private interface Reader {
    byte[] read();
  }

  private static String read(Reader reader) {
    try {
      byte[] data = reader.read();
      return data == null ? null : new String(data, StandardCharsets.UTF_8);
    } catch (SaslException e) {
      return e.error().condition();
    }
  }

  @Test
  void refusesWhatIsTooLongOrNotOnlyText() {
    var tooLong = element("response", "A".repeat(200_000));
    assertThat(read(() -> SaslElements.parseResponse(tooLong))).isEqualTo("malformed-request");
    var nested = element("response", "").withChild(Element.of("", "x"));
    assertThat(read(() -> SaslElements.parseResponse(nested))).isEqualTo("malformed-request");
    assertThat(read(() -> SaslElements.parseResponse(element("challenge", ""))))
        .isEqualTo("malformed-request");
  }

  @Test
  void wantsAMechanism() {
    var auth = Element.of(SaslElements.NAMESPACE, "auth");
    assertThat(SaslElements.isAuth(auth)).isTrue();
    var failure = catchThrowableOfType(SaslException.class, () -> SaslElements.parseAuth(auth));
    assertThat(failure.error()).isEqualTo(SaslError.INVALID_MECHANISM);
  }

  @Test
  void writesFeatures() {
    var offer =
        new SaslOffer(
            List.of(SaslMechanism.SCRAM_SHA_256_PLUS, SaslMechanism.SCRAM_SHA_256),
            List.of("tls-exporter", "tls-server-end-point"));
    assertThat(SaslElements.features(offer))
        .extracting(Element::toString)
        .containsExactly(
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                + "<mechanism>SCRAM-SHA-256-PLUS</mechanism><mechanism>SCRAM-SHA-256</mechanism>"
                + "</mechanisms>",
            "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                + "<channel-binding type='tls-exporter'/>"
                + "<channel-binding type='tls-server-end-point'/></sasl-channel-binding>");
    assertThat(SaslElements.features(new SaslOffer(List.of(), List.of()))).isEmpty();
  }

  @Test
  void writesChallengeAndSuccess() {
    var data = "hello".getBytes(StandardCharsets.UTF_8);
    assertThat(SaslElements.challenge(data).text()).isEqualTo("aGVsbG8=");
    assertThat(SaslElements.challenge(new byte[0]).text()).isEmpty();
    assertThat(SaslElements.success(data).text()).isEqualTo("aGVsbG8=");
    assertThat(SaslElements.success(new byte[0]).text()).isEqualTo("=");
    assertThat(SaslElements.success(null).text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void writesFailures(SaslError error) {
    assertThat(SaslElements.failure(error, "Why & how"))
        .hasToString(
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><"
                + error.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                + "/><text xml:lang='en'>Why &amp; how</text></failure>");
    assertThat(SaslElements.failure(error, null).elements()).hasSize(1);
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(SaslElements.parseAuth(element("auth", "AGFsaWNlAHNlY3JldA==")).toString())
        .isEqualTo("Auth[PLAIN]");
  }
}
