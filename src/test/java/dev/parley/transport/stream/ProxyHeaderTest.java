package dev.parley.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol, versions 1 and 2. */
final class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # line, address
          PROXY TCP4 192.0.2.7 198.51.100.1 56324 5222, 192.0.2.7
          PROXY TCP6 2001:db8::7 2001:db8::1 56324 5222, 2001:db8:0:0:0:0:0:7
          PROXY UNKNOWN, ''
          PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, ''
          """)
  void lines(String line, String address) {
    byte[] data = (line + "\r\nrest").getBytes(ISO_8859_1);
    assertThat(ProxyHeader.parse(data))
        .contains(new ProxyHeader(line.length() + 2, address.isEmpty() ? null : address));
    for (int length = 0; length < line.length() + 2; length++) {
      assertThat(ProxyHeader.parse(Arrays.copyOf(data, length))).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # behind the signature, address
          2111000cc0000207c6336401dc041466, 192.0.2.7
          21110010c0000207c6336401dc04146603000100, 192.0.2.7
          20000000, ''
          21000000, ''
          """)
  void binary(String hex, String address) {
    byte[] data = HexFormat.of().parseHex(SIGNATURE + hex + "ff");
    assertThat(ProxyHeader.parse(data))
        .contains(new ProxyHeader(data.length - 1, address.isEmpty() ? null : address));
    for (int length = 0; length < data.length - 1; length++) {
      assertThat(ProxyHeader.parse(Arrays.copyOf(data, length))).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0'?>",
        "GET / HTTP/1.1\r\n",
        "PROXY TCP4 localhost 198.51.100.1 1 2\r\n",
        "PROXY TCP4 2001:db8::7 198.51.100.1 1 2\r\n",
        "PROXY TCP6 192.0.2.7 198.51.100.1 1 2\r\n",
        "PROXY UDP4 192.0.2.7 198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.2.7\r\n",
      })
  void others(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxyHeader.parse(text.getBytes(ISO_8859_1)));
  }

  @Test
  void tooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ProxyHeader.parse(("PROXY TCP4 " + "1".repeat(200)).getBytes(ISO_8859_1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxyHeader.parse(HexFormat.of().parseHex(SIGNATURE + "2111ffff")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ProxyHeader.parse(HexFormat.of().parseHex(SIGNATURE + "21110004c0000207")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxyHeader.parse(HexFormat.of().parseHex(SIGNATURE + "3111000c")));
  }
}
