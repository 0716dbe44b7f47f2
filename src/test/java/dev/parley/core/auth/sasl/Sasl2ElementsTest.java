package dev.parley.core.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of XEP-0388, XEP-0480 and XEP-0484, as they are read and written. */
final class Sasl2ElementsTest {
  private static final Jid USER = Jid.parse("user@example.org");
  private static final byte[] DATA =
      "v=msVHs/BzIOHDqXeVH7EmmDu9id8=".getBytes(StandardCharsets.US_ASCII);

  private static Element golden(String name) throws IOException {
    return read(
        Files.readString(Path.of("src/test/resources/golden/login", name + ".xml")).strip());
  }

  private static Element read(String xml) {
    return XmlReader.read(xml, Namespaces.CLIENT);
  }

  @Test
  void areReadAsWritten() throws IOException {
    var request = Sasl2Elements.parseAuthenticate(golden("sasl2-authenticate"));
    assertThat(request.mechanism()).isEqualTo("SCRAM-SHA-1-PLUS");
    assertThat(request.initial())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("p=tls-exporter,,n=user,r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6");
    assertThat(request.toString()).doesNotContain("user");
    assertThat(Sasl2Elements.success(DATA, USER, List.of())).isEqualTo(golden("sasl2-success"));
    assertThat(Sasl2Elements.proceed(DATA, "UPGR-SCRAM-SHA-256"))
        .isEqualTo(golden("sasl2-continue"));
    var token =
        FastElements.token(
            "WXZzciBwYmFmdmZnZiBqdmd1IGp2eXFhcmZm", Instant.parse("2020-03-12T14:36:15.9Z"));
    assertThat(token).isEqualTo(golden("fast-token"));
    assertThat(
            Sasl2Elements.failure(
                SaslError.ABORTED,
                Element.of("urn:something:else", "optional-application-specific"),
                "This is a terrible example."))
        .isEqualTo(golden("sasl2-failure"));
  }

  @Test
  void anEmptyResponseIsNotTheSameAsNone() {
    var none = read("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'/>");
    var empty =
        read(
            "<authenticate xmlns='urn:xmpp:sasl:2'"
                + " mechanism='X'><initial-response/></authenticate>");
    assertThat(Sasl2Elements.parseAuthenticate(none).initial()).isNull();
    assertThat(Sasl2Elements.parseAuthenticate(empty).initial()).isEmpty();
  }

  @Test
  void aTokenIsUsedWithOrWithoutACount() {
    assertThat(FastElements.parseUse(read("<authenticate xmlns='urn:xmpp:sasl:2'/>"))).isNull();
    assertThat(FastElements.parseUse(fast("count='123'")))
        .isEqualTo(new FastElements.Use(123, false));
    assertThat(FastElements.parseUse(fast("invalidate='1'")))
        .isEqualTo(new FastElements.Use(0, true));
    assertThat(FastElements.parseUse(fast("invalidate='true' count='9999999999'")))
        .isEqualTo(new FastElements.Use(9_999_999_999L, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "x", "99999999999", " 1"})
  void aCountIsAPositiveNumber(String count) {
    assertThatThrownBy(() -> FastElements.parseUse(fast("count='" + count + "'")))
        .isInstanceOf(SaslException.class);
  }

  private static Element fast(String attributes) {
    return read(
        "<authenticate xmlns='urn:xmpp:sasl:2'><fast xmlns='urn:xmpp:fast:0' "
            + attributes
            + "/></authenticate>");
  }

  @Test
  void tokensAreOfferedUnderTlsOnly() {
    var bound =
        new TlsFacts(
            true,
            List.of(new ChannelBinding(ChannelBinding.SERVER_END_POINT, new byte[32])),
            null,
            "0304");
    assertThat(FastOffer.of(true, TlsFacts.NONE)).isEmpty();
    assertThat(FastOffer.of(true, bound))
        .containsExactly(SaslMechanism.HT_SHA_256_ENDP, SaslMechanism.HT_SHA_256_NONE);
    assertThat(FastOffer.of(false, bound)).containsExactly(SaslMechanism.HT_SHA_256_NONE);
    assertThat(Base64.getEncoder().encodeToString(DATA)).startsWith("dj1");
  }
}
