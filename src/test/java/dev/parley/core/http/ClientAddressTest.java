package dev.parley.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a forwarded header is believed (A140). */
final class ClientAddressTest {
  private static final List<String> PROXIES = List.of("10.0.0.0/8", "::1", "2001:db8:1::/48");

  @ParameterizedTest(name = "{0} says {1}: {2}")
  @CsvSource(
      textBlock =
          """
          # peer,            forwarded,                            client
          192.0.2.1,         '',                                   192.0.2.1
          192.0.2.1,         203.0.113.9,                          192.0.2.1
          10.1.2.3,          203.0.113.9,                          203.0.113.9
          10.1.2.3,          '1.1.1.1, 203.0.113.9',               203.0.113.9
          10.1.2.3,          '1.1.1.1, 203.0.113.9, 10.9.9.9',     203.0.113.9
          10.1.2.3,          '10.1.1.1, 10.2.2.2',                 10.1.1.1
          10.1.2.3,          '',                                   10.1.2.3
          10.1.2.3,          unknown,                              10.1.2.3
          10.1.2.3,          '203.0.113.9, <script>',              10.1.2.3
          11.1.2.3,          203.0.113.9,                          11.1.2.3
          ::1,               2001:db8:2::7,                        2001:db8:2::7
          2001:db8:1:9::1,   203.0.113.9,                          203.0.113.9
          ::ffff:10.0.0.1,   203.0.113.9,                          203.0.113.9
          """)
  void clientOfARequest(String peer, String forwarded, String client) {
    assertThat(ClientAddress.of(peer, List.of(forwarded), PROXIES)).isEqualTo(client);
  }
}
