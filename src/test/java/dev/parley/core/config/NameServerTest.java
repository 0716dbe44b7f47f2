package dev.parley.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people write the address of a name server. */
final class NameServerTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # written,            address,             port
          192.0.2.53,           192.0.2.53,          53
          127.0.0.1:5353,       127.0.0.1,           5353
          2001:db8::53,         2001:db8:0:0:0:0:0:53, 53
          [2001:db8::53],       2001:db8:0:0:0:0:0:53, 53
          [::1]:5353,           0:0:0:0:0:0:0:1,     5353
          """)
  void addressAndPort(String written, String address, int port) {
    var server = NameServer.parse(written);
    assertThat(server.getAddress().getHostAddress()).isEqualTo(address);
    assertThat(server.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns.example",
        "192.0.2.53:x",
        "192.0.2.53:0",
        "192.0.2.53:70000",
        ":53",
        "[::1"
      })
  void anythingElseIsRefused(String written) {
    assertThatThrownBy(() -> NameServer.parse(written))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(NameServer.isValid(written)).isFalse();
  }
}
