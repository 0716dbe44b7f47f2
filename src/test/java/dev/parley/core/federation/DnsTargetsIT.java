package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.DnsConfig;
import dev.parley.core.dns.Dns;
import dev.parley.testing.TestDns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/** Domains whose servers are asked for at a name server: RFC 6120 §3.2, and what may go wrong. */
final class DnsTargetsIT {
  private final TestDns names = TestDns.start();
  private Vertx vertx;
  private DnsTargets targets;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    targets = targets(Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() throws Exception {
    names.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private DnsTargets targets(Duration timeout) {
    var config = new DnsConfig(List.of(names.address()), timeout, 100, List.of(), null);
    return new DnsTargets(
        Dns.of(vertx, config), () -> List.of("10.0.0.0/8", "fd00::/8"), new Random(1));
  }

  @Test
  void recordsLeadToAddressesOfBothKinds() throws Exception {
    names.with(
        """
        _xmpp-server._tcp.xn--bcher-kva.example. 60 IN SRV 10 0 5269 one.example.
        _xmpps-server._tcp.xn--bcher-kva.example. 60 IN SRV 5 0 5270 two.example.
        one.example. 60 IN A 10.0.0.1
        one.example. 60 IN A 10.0.0.2
        one.example. 60 IN AAAA fd00::1
        two.example. 60 IN A 10.0.0.3
        """);
    assertThat(find("bücher.example"))
        .isEqualTo(
            "two.example 10.0.0.3:5270+ one.example fd00:0:0:0:0:0:0:1:5269"
                + " one.example 10.0.0.1:5269 one.example 10.0.0.2:5269");
  }

  @Test
  void aDomainWithoutRecordsIsAskedForByItsName() throws Exception {
    names.with("plain.example. 60 IN A 10.0.0.1");
    assertThat(find("plain.example")).isEqualTo("plain.example 10.0.0.1:5269");
  }

  @Test
  void aliasesAreFollowed() throws Exception {
    names.with(
        """
        _xmpp-server._tcp.alias.example. 60 IN CNAME _xmpp-server._tcp.real.example.
        _xmpp-server._tcp.real.example. 60 IN SRV 0 0 5269 host.example.
        host.example. 60 IN CNAME other.example.
        other.example. 60 IN A 10.0.0.1
        """);
    assertThat(find("alias.example")).isEqualTo("host.example 10.0.0.1:5269");
  }

  @Test
  void aliasesInACircleEnd() {
    names.with("a.example. 60 IN CNAME b.example.\nb.example. 60 IN CNAME a.example.");
    assertThat(refusal("a.example"))
        .hasMessageContaining("too many aliases")
        .returns(false, NoTargetException::isPermanent);
  }

  @Test
  void aDomainThatDoesNotExistIsNotWaitedFor() {
    assertThat(refusal("nowhere.example"))
        .hasMessage("DNS knows no server of nowhere.example")
        .returns(true, NoTargetException::isPermanent);
  }

  @Test
  void aDomainThatOffersNoXmppIsNotConnectedTo() {
    names.with("_xmpp-server._tcp.mail.example. 60 IN SRV 0 0 0 .\nmail.example. 60 IN A 10.0.0.1");
    assertThat(refusal("mail.example"))
        .hasMessage("the domain says in DNS that it offers no XMPP")
        .returns(true, NoTargetException::isPermanent);
  }

  @Test
  void aNameServerThatFailsIsNoAnswer() {
    names.failing("_xmpp-server._tcp.x.example.").with("x.example. 60 IN A 10.0.0.1");
    assertThat(refusal("x.example"))
        .hasMessage("the name server says SERVFAIL")
        .returns(false, NoTargetException::isPermanent);
  }

  @Test
  void aNameServerThatIsSilentIsNotWaitedForLong() {
    names.dead(true);
    targets = targets(Duration.ofMillis(300));
    assertThat(refusal("x.example"))
        .hasMessageContaining("no name server answers")
        .returns(false, NoTargetException::isPermanent);
  }

  /** RFC 8305 §3. */
  @Test
  void silenceAboutOneKindOfAddressDelaysNobody() throws Exception {
    names.silent(Type.AAAA).with("x.example. 60 IN A 10.0.0.1");
    targets = targets(Duration.ofMinutes(5));
    var host = await(targets.groups("x.example")).get(0).get(0).ask();
    assertThat(await(host.four())).hasSize(1);
    assertThat(host.six().isComplete()).isFalse();
  }

  /** A118: whatever a stranger's DNS says, this server does not talk to its neighbours. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "192.168.0.1", "169.254.169.254"})
  void recordsThatPointInsideAreRefused(String address) {
    names.with(
        "_xmpp-server._tcp.evil.example. 60 IN SRV 0 0 5432 in.example.\nin.example. 60 IN A "
            + address);
    assertThat(refusal("evil.example"))
        .hasMessage("the address " + address + " is not for the public (s2s.dns.privateNetworks)")
        .returns(true, NoTargetException::isPermanent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "0.0.0.0", "[::ffff:7f00:1]", "[fe80::1]"})
  void addressesAsDomainsAreRefusedWithoutAQuestion(String domain) {
    assertThat(refusal(domain)).returns(true, NoTargetException::isPermanent);
    assertThat(names.questions()).isEmpty();
  }

  @Test
  void anAddressThatIsAllowedIsUsedAsItIs() throws Exception {
    assertThat(find("10.0.0.1")).isEqualTo("10.0.0.1 10.0.0.1:5269");
    assertThat(find("[fd00::1]")).isEqualTo("[fd00::1] fd00:0:0:0:0:0:0:1:5269");
  }

  @Test
  void whatIsKnownIsNotAskedAgain() throws Exception {
    names.with(
        "x.example. 60 IN A 10.0.0.1\nexample. 60 IN SOA ns.example. me.example. 1 1 1 1 60");
    List<Future<List<Target>>> together = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      together.add(targets.find("x.example"));
    }
    for (var one : together) {
      assertThat(await(one)).hasSize(1);
    }
    find("x.example");
    assertThat(names.questions())
        .containsExactlyInAnyOrder(
            "SRV _xmpp-server._tcp.x.example.",
            "SRV _xmpps-server._tcp.x.example.",
            "A x.example.",
            "AAAA x.example.");
  }

  /** A118: names that do not exist cost a question each, and no more than a few hundred at once. */
  @Test
  void manyNamesThatDoNotExistAreAnswered() throws Exception {
    names.with("example. 60 IN SOA ns.example. me.example. 1 1 1 1 60");
    List<Future<List<Target>>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(targets.find(i + ".example"));
    }
    for (var one : all) {
      assertThat(await(one.map(found -> false).otherwise(true))).isTrue();
    }
  }

  @Test
  void aNameThatDnsCannotHoldDoesNotExist() {
    assertThat(refusal("x".repeat(60) + ("." + "y".repeat(60)).repeat(5)))
        .returns(true, NoTargetException::isPermanent);
  }

  private String find(String domain) throws Exception {
    return await(targets.find(domain)).stream()
        .map(target ->
            target.host()
                + " "
                + target.address().getHostAddress()
                + ":"
                + target.port()
                + (target.directTls() ? "+" : ""))
        .collect(Collectors.joining(" "));
  }

  private NoTargetException refusal(String domain) {
    try {
      throw new AssertionError("found: " + find(domain));
    } catch (ExecutionException e) {
      return (NoTargetException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
