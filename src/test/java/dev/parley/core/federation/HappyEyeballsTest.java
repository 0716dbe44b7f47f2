package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom to connect to first, and whether to wait: XEP-0495 §4.2, §4.3, RFC 8305 §3, §4. */
final class HappyEyeballsTest {
  /** Each host as IPv6/IPv4; {@code ?} for what is not answered, {@code -} for none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # hosts in their order   | order       | wait for nothing better
          ?/?                      |             | false
          ?/1                      | 1           | false
          2/?                      | 2           | true
          2/1                      | 2 1         | true
          -/1                      | 1           | true
          -/?                      |             | false
          ?/-                      |             | false
          -/-                      |             | true
          2,3/1                    | 2 1 3       | true
          2/1,4                    | 2 1 4       | true
          2,3/1,4                  | 2 1 3 4     | true
          2/1 6/5                  | 2 1 6 5     | true
          2/- 6/5                  | 2 5 6       | true
          -/1 6/5                  | 6 1 5       | true
          2,3/1 6/5                | 2 1 3 5 6   | true
          ?/? 6/5                  | 6 5         | false
          ?/1 6/5                  | 6 1 5       | false
          2/? ?/?                  | 2           | true
          -/- ?/5                  | 5           | false
          -/- 6/?                  | 6           | true
          -/? 6/5                  | 6 5         | false
          -/1 ?/?                  | 1           | true
          -/- -/-                  |             | true
          """)
  void placesAreOrdered(String hosts, @Nullable String order, boolean isBestKnown) {
    var known =
        Arrays.stream(hosts.split(" "))
            .map(host -> host.split("/"))
            .map(kinds -> new HappyEyeballs.Known(places(kinds[0]), places(kinds[1])))
            .toList();
    assertThat(
            HappyEyeballs.order(known).stream()
                .map(target -> String.valueOf(target.port()))
                .collect(Collectors.joining(" ")))
        .isEqualTo(order == null ? "" : order);
    assertThat(HappyEyeballs.isBestKnown(known)).isEqualTo(isBestKnown);
  }

  private static @Nullable List<Target> places(String ports) {
    if (ports.equals("?")) {
      return null;
    }
    return Arrays.stream(ports.split(","))
        .filter(port -> !port.equals("-"))
        .map(port ->
            Target.plain(
                "x.example",
                "x.example",
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(port),
                false))
        .toList();
  }
}
