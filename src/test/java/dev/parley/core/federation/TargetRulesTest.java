package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.dns.Services;
import dev.parley.core.dns.Services.Service;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6120 §3.2, RFC 2782, XEP-0368 §3: whom the records of a domain lead to. */
final class TargetRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # _xmpp-server         | _xmpps-server        | hosts, + for direct TLS; a comma between priorities
          none                   | none                 | example.org:5269
          0 0 5269 a             | none                 | a:5269
          none                   | 0 0 5270 a           | a:5270+
          0 0 5269 a             | 0 0 443 .            | a:5269
          0 0 0 .                | 0 0 5270 a           | a:5270+
          5 0 5269 a             | 3 0 5270 b           | b:5270+, a:5269
          3 0 5269 a             | 5 0 5270 b           | a:5269, b:5270+
          1 0 1 a, 0 0 2 b       | 1 9 3 c              | b:2, c:3+ a:1
          9 0 1 a, 5 0 2 b       | 7 0 3 c              | b:2, c:3+, a:1
          0 0 5269 a             | failed               | a:5269
          failed                 | 0 0 5270 a           | a:5270+
          failed                 | none                 | later: the name server is on holiday
          none                   | failed               | later: the name server is on holiday
          failed                 | failed               | later: the name server is on holiday
          failed                 | 0 0 0 .              | later: the name server is on holiday
          0 0 0 .                | none                 | never: the domain says in DNS that it offers no XMPP
          none                   | 0 0 0 .              | never: the domain says in DNS that it offers no XMPP
          0 0 0 .                | 0 0 0 .              | never: the domain says in DNS that it offers no XMPP
          """)
  void records(String startTls, String direct, String expected) {
    // Draws the highest number, and so the heaviest of equals.
    var plan = TargetRules.plan("example.org", services(startTls), services(direct), new Highest());
    assertThat(text(plan)).isEqualTo(expected);
  }

  /** RFC 2782: in proportion to their weights, and those without any weight seldom. */
  @Test
  void equalsAreDrawnByTheirWeights() {
    var services = services("0 30 1 third, 0 60 2 twothirds, 0 0 3 spare");
    var random = new Random(5);
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      var plan = TargetRules.plan("example.org", services, new Services.Absent(), random);
      var hosts = ((TargetRules.Hosts) plan).groups().get(0);
      assertThat(hosts).hasSize(3).doesNotHaveDuplicates();
      first.merge(hosts.get(0).name(), 1, Integer::sum);
    }
    assertThat(first.get("twothirds")).isBetween(1_800, 2_200);
    assertThat(first.get("third")).isBetween(850, 1_150);
    assertThat(first.getOrDefault("spare", 0)).isLessThan(100);
  }

  @Test
  void whatDnssecVouchesForIsMarked() {
    var secure = new Services.Offered(List.of(new Service(0, 0, 5269, "a")), true);
    var plan = TargetRules.plan("example.org", secure, services("1 0 5270 b"), new Random(1));
    assertThat(((TargetRules.Hosts) plan).groups().stream().flatMap(List::stream))
        .extracting(TargetRules.Host::isSecure)
        .containsExactly(true, false);
  }

  private static Services services(String text) {
    if (text.equals("none")) {
      return new Services.Absent();
    }
    if (text.equals("failed")) {
      return new Services.Failed("the name server is on holiday");
    }
    if (text.endsWith(" .")) {
      return new Services.Refused();
    }
    return new Services.Offered(
        Arrays.stream(text.split(", "))
            .map(record -> record.split(" "))
            .map(part ->
                new Service(
                    Integer.parseInt(part[0]),
                    Integer.parseInt(part[1]),
                    Integer.parseInt(part[2]),
                    part[3]))
            .toList(),
        false);
  }

  private static String text(TargetRules.Plan plan) {
    if (plan instanceof TargetRules.NoWay end) {
      return (end.isPermanent() ? "never: " : "later: ") + end.reason();
    }
    return ((TargetRules.Hosts) plan)
        .groups().stream()
            .map(group ->
                group.stream()
                    .map(host -> host.name() + ":" + host.port() + (host.directTls() ? "+" : ""))
                    .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", "));
  }

  private static final class Highest extends Random {
    private static final long serialVersionUID = 1;

    @Override
    public int nextInt(int bound) {
      return bound - 1;
    }
  }
}
