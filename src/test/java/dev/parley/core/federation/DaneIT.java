package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.DnsConfig;
import dev.parley.core.dns.Dns;
import dev.parley.core.dns.TrustedKeysException;
import dev.parley.core.tls.TestAuthority;
import dev.parley.core.tls.TestAuthority.Issued;
import dev.parley.core.tls.TestAuthority.Request;
import dev.parley.testing.SignedZone;
import dev.parley.testing.TestDns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/** What signed records say about certificates: RFC 6698, RFC 7671, RFC 7673. */
final class DaneIT {
  private static final TestAuthority ROOT = TestAuthority.root("Test Root");
  private static final TestAuthority OWN = TestAuthority.root("Own");
  private static final TestAuthority BELOW = OWN.under("Below");
  private static final Instant NOW = Instant.now();

  private final TestDns names = TestDns.start();
  private Vertx vertx;
  private Duration patience = Duration.ofSeconds(20);
  @TempDir Path folder;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    names.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** {@code {0}} to {@code {2}} are data about the certificate, {@code A} about its authority. */
  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # records                    | certificate | verdict
          3 1 1 peer                   | self-signed | believed: a TLSA record vouches for it
          3 1 2 peer                   | self-signed | believed: a TLSA record vouches for it
          3 1 0 peer                   | self-signed | believed: a TLSA record vouches for it
          3 0 1 peer                   | self-signed | believed: a TLSA record vouches for it
          3 0 2 peer                   | self-signed | believed: a TLSA record vouches for it
          3 0 0 peer                   | self-signed | believed: a TLSA record vouches for it
          3 1 1 peer                   | expired     | believed: a TLSA record vouches for it
          3 1 1 peer                   | other name  | believed: a TLSA record vouches for it
          3 1 1 other                  | self-signed | refused: no TLSA record fits it
          3 0 1 other                  | good        | refused: no TLSA record fits it
          3 1 1 other, 3 1 1 peer      | self-signed | believed: a TLSA record vouches for it
          3 1 1 other, 2 1 1 authority | own         | believed: an authority that a TLSA record names: it is signed by CN=Own
          2 0 1 authority              | own         | believed: an authority that a TLSA record names: it is signed by CN=Own
          2 0 0 authority              | own alone   | believed: an authority that a TLSA record names: it is signed by CN=Own
          2 1 0 authority              | own alone   | believed: an authority that a TLSA record names: it is signed by CN=Own
          2 1 1 authority              | own alone   | refused: no TLSA record fits it
          2 0 1 below                  | own below   | believed: an authority that a TLSA record names: it is signed by CN=Below
          2 1 1 authority              | own, by host| believed: an authority that a TLSA record names: it is signed by CN=Own
          2 1 1 authority              | own, expired| refused: an authority that a TLSA record names: it expired at
          2 1 1 authority              | own, other  | refused: the certificate names other.example, not signed.example
          2 1 1 authority              | good        | refused: no TLSA record fits it
          2 1 1 peer                   | self-signed | refused: no TLSA record fits it
          3 1 1 peer                   | none shown  | refused: no certificate was shown
          0 0 1 authority              | good        | believed: the certificate is signed by CN=Test Root
          1 1 1 other                  | good        | believed: the certificate is signed by CN=Test Root
          1 1 1 peer                   | self-signed | open: the certificate is self-signed
          3 9 1 other                  | good        | believed: the certificate is signed by CN=Test Root
          3 1 9 other                  | good        | believed: the certificate is signed by CN=Test Root
          3 1 2 short                  | good        | believed: the certificate is signed by CN=Test Root
                                       | good        | believed: the certificate is signed by CN=Test Root
                                       | by host     | believed: the certificate is signed by CN=Test Root
                                       | self-signed | open: the certificate is self-signed
          """)
  void aCertificateIsJudged(String records, String certificate, String expected) throws Exception {
    var chain = chain(certificate);
    names.with(
        signed(
            target("signed.example.", "host.signed.example.")
                + tlsa("host.signed.example.", records, chain)));
    assertThat(check("signed.example", chain)).startsWith(expected);
  }

  /** RFC 7673 §3.4: records that nobody vouches for count for nothing. */
  @Test
  void unsignedRecordsAreNotLookedAt() throws Exception {
    var chain = chain("plain");
    names.with(signed("plain.example. NS ns.plain.example.\n"));
    names.with(
        target("plain.example.", "host.plain.example.")
            + tlsa("host.plain.example.", "3 1 1 peer", chain));
    assertThat(check("plain.example", chain)).isEqualTo("open: the certificate is self-signed");
    assertThat(names.questions()).noneMatch(asked -> asked.startsWith("TLSA"));
  }

  /** RFC 7673 §3.1: whoever leads the way must be signed, not only where it ends. */
  @Test
  void anUnsignedWayToASignedHostIsChecked() throws Exception {
    var chain = chain("plain");
    names.with(
        signed(
            "plain.example. NS ns.plain.example.\nhost.example. A 127.0.0.1\n"
                + tlsa("host.example.", "3 1 1 peer", chain)));
    names.with("_xmpp-server._tcp.plain.example. SRV 0 0 5269 host.example.");
    assertThat(check("plain.example", chain)).isEqualTo("open: the certificate is self-signed");
  }

  /** RFC 7673 §3.2. */
  @Test
  void aSignedWayToAnUnsignedHostIsChecked() throws Exception {
    var chain = chain("self-signed");
    names.with(
        signed(
            "plain.example. NS ns.plain.example.\n"
                + "_xmpp-server._tcp.signed.example. SRV 0 0 5269 host.plain.example.\n"));
    names.with(
        "host.plain.example. A 127.0.0.1\n" + tlsa("host.plain.example.", "3 1 1 peer", chain));
    assertThat(check("signed.example", chain)).isEqualTo("open: the certificate is self-signed");
  }

  /** The name of a host counts only if a signed record leads to it. */
  @Test
  void anUnsignedWayMakesTheHostNobody() throws Exception {
    names.with(signed("plain.example. NS ns.plain.example.\nhost.signed.example. A 127.0.0.1\n"));
    names.with(target("plain.example.", "host.signed.example."));
    assertThat(check("plain.example", chain("by host")))
        .isEqualTo("open: the certificate names host.signed.example, not plain.example");
  }

  @Test
  void aZoneWithAKeyOfItsOwnIsFollowed() throws Exception {
    var chain = chain("self-signed");
    var child =
        new SignedZone(
            "child.example.",
            target("child.example.", "host.child.example.")
                + tlsa("host.child.example.", "3 1 1 peer", chain));
    names.with(signed("child.example. NS ns.child.example.\n" + child.ds() + "\n")).with(child);
    assertThat(check("child.example", chain)).startsWith("believed: a TLSA record");
  }

  @Test
  void aDomainWithoutServiceRecordsHasItsOwn() throws Exception {
    var chain = chain("self-signed");
    names.with(
        signed("signed.example. A 127.0.0.1\n" + tlsa("signed.example.", "3 1 1 peer", chain)));
    assertThat(check("signed.example", chain)).startsWith("believed: a TLSA record");
  }

  /** RFC 4035 §5.5, RFC 7673 §3.4: what is signed wrongly leads nowhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SRV _xmpp-server._tcp.signed.example.",
        "A host.signed.example.",
        "TLSA _5269._tcp.host.signed.example."
      })
  void aWrongSignatureLeadsNowhere(String what) {
    var zone =
        signed(
            target("signed.example.", "host.signed.example.")
                + tlsa("host.signed.example.", "3 1 1 peer", chain("self-signed")));
    names.with(zone.spoil(what.split(" ")[1], Type.value(what.split(" ")[0])));
    assertThatThrownBy(() -> check("signed.example", chain("self-signed")))
        .cause()
        .isInstanceOfSatisfying(
            NoTargetException.class,
            refusal -> {
              assertThat(refusal).hasMessageContaining("DNSSEC: ");
              assertThat(refusal.isPermanent()).isFalse();
            });
  }

  /** Silence must not turn a domain with records into one without. */
  @Test
  void recordsThatDoNotComeAreNotTakenForAbsent() {
    names.silent(Type.TLSA).with(signed(target("signed.example.", "host.signed.example.")));
    patience = Duration.ofMillis(600);
    assertThatThrownBy(() -> check("signed.example", chain("good")))
        .cause()
        .isInstanceOfSatisfying(
            NoTargetException.class, refusal -> assertThat(refusal.isPermanent()).isFalse());
  }

  /** RFC 7672 §2.2.2: an attacker who swallows what is said about IPv6 wins nothing. */
  @Test
  void silenceAboutOneKindOfAddressLeavesTheOtherSecure() throws Exception {
    var chain = chain("self-signed");
    names
        .silent(Type.AAAA)
        .with(
            signed(
                target("signed.example.", "host.signed.example.")
                    + tlsa("host.signed.example.", "3 1 1 peer", chain)));
    var targets = targets();
    var four = await(targets.groups("signed.example")).get(0).get(0).ask().four();
    assertThat(text(await(identity(targets).check(chain, "signed.example", await(four).get(0)))))
        .startsWith("believed: a TLSA record");
  }

  /** A peer that calls is believed by its records too, but they take nothing from it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # records        | certificate | verdict
          3 1 1 peer       | self-signed | believed: a TLSA record vouches for it
          3 1 1 other      | self-signed | open: the certificate is self-signed
          3 1 1 other      | good        | believed: the certificate is signed by CN=Test Root
          2 1 1 authority  | own         | believed: an authority that a TLSA record names: it is signed by CN=Own
          2 1 1 authority  | own, other  | open: the certificate names other.example, not signed.example
          """)
  void aPeerThatCallsIsJudged(String records, String certificate, String expected)
      throws Exception {
    var chain = chain(certificate);
    names.with(
        signed(
            target("signed.example.", "host.signed.example.")
                + tlsa("host.signed.example.", records, chain)));
    var targets = targets();
    assertThat(text(await(identity(targets).check(chain, "signed.example", null))))
        .startsWith(expected);
  }

  /** A server is not everybody whose name it says on a stream that leads to it. */
  @Test
  void recordsOfOneDomainProveNoOther() throws Exception {
    var chain = chain("self-signed");
    names.with(
        signed(
            target("signed.example.", "host.signed.example.")
                + tlsa("host.signed.example.", "3 1 1 peer", chain)));
    var targets = targets();
    var target = await(targets.find("signed.example")).get(0);
    assertThat(text(await(identity(targets).check(chain, "victim.example", target))))
        .isEqualTo("open: the certificate names signed.example, not victim.example");
  }

  @Test
  void keysThatCannotBeReadAreTheReason() throws IOException {
    var file = Files.writeString(folder.resolve("keys"), "; nothing\n");
    var config =
        new DnsConfig(List.of(names.address()), Duration.ofSeconds(5), 100, List.of(), file);
    assertThatThrownBy(() -> Dns.validating(vertx, config))
        .isInstanceOf(TrustedKeysException.class)
        .hasMessageContaining("s2s.dns.rootKeys: " + file);
    Files.delete(file);
    assertThatThrownBy(() -> Dns.validating(vertx, config))
        .isInstanceOf(TrustedKeysException.class);
  }

  private SignedZone signed(String zone) {
    var made = new SignedZone("example.", zone);
    try {
      Files.writeString(folder.resolve("root.ds"), made.ds() + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return made;
  }

  private static String target(String domain, String host) {
    return "_xmpp-server._tcp."
        + domain
        + " SRV 0 0 5269 "
        + host
        + "\n"
        + (host.endsWith(domain) ? host + " A 127.0.0.1\n" : "");
  }

  private static String tlsa(String host, String records, List<X509Certificate> chain) {
    var zone = new StringBuilder();
    for (var record : records == null ? new String[0] : records.split(", ")) {
      var part = record.split(" ");
      int selector = Integer.parseInt(part[1]);
      int matching = Integer.parseInt(part[2]);
      var about =
          switch (part[3]) {
            case "authority" -> OWN.certificate();
            case "below" -> BELOW.certificate();
            case "peer" -> chain.isEmpty() ? ROOT.certificate() : chain.get(0);
            default -> ROOT.issue("unknown.example").chain().get(0);
          };
      var data = part[3].equals("short") ? "abcd" : DaneRules.data(selector, matching, about);
      zone.append("_5269._tcp.")
          .append(host)
          .append(" TLSA ")
          .append(String.join(" ", part[0], part[1], part[2], data))
          .append('\n');
    }
    return zone.toString();
  }

  private static List<X509Certificate> chain(String certificate) {
    var named = new Request().domain("signed.example");
    return switch (certificate) {
      case "good" -> ROOT.issue(named).chain();
      case "by host" -> ROOT.issue("host.signed.example").chain();
      case "self-signed" -> ROOT.issue(named.selfSigned()).chain();
      case "plain" -> ROOT.issue(new Request().domain("plain.example").selfSigned()).chain();
      case "expired" -> ROOT.issue(expired(named).selfSigned()).chain();
      case "other name" -> ROOT.issue(new Request().domain("x.example").selfSigned()).chain();
      case "own" -> with(OWN.issue(named), OWN);
      case "own alone" -> OWN.issue(named).chain();
      case "own below" -> BELOW.issue(named).chain();
      case "own, by host" -> with(OWN.issue("host.signed.example"), OWN);
      case "own, expired" -> with(OWN.issue(expired(named)), OWN);
      case "own, other" -> with(OWN.issue("other.example"), OWN);
      case "none shown" -> List.of();
      default -> throw new IllegalArgumentException(certificate);
    };
  }

  private static List<X509Certificate> with(Issued issued, TestAuthority authority) {
    var chain = new ArrayList<>(issued.chain());
    chain.add(authority.certificate());
    return chain;
  }

  private static Request expired(Request request) {
    return request.valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(2)));
  }

  private String check(String domain, List<X509Certificate> chain) throws Exception {
    var targets = targets();
    var target = await(targets.find(domain)).get(0);
    return text(await(identity(targets).check(chain, domain, target)));
  }

  private static String text(PeerIdentity.Verdict verdict) {
    var word = verdict.isVerified() ? "believed: " : verdict.isFinal() ? "refused: " : "open: ";
    return word + verdict.reason();
  }

  private DnsTargets targets() {
    var config =
        new DnsConfig(
            List.of(names.address()),
            patience,
            100,
            List.of("127.0.0.1"),
            Files.exists(folder.resolve("root.ds")) ? folder.resolve("root.ds") : null);
    return new DnsTargets(Dns.validating(vertx, config), config::privateNetworks, new Random(1));
  }

  private DaneIdentity identity(Targets targets) {
    var authorities = ROOT.write(folder.resolve("authorities.pem"));
    return new DaneIdentity(
        vertx,
        targets,
        new CertificateIdentity(vertx, () -> authorities, InstantSource.system()),
        InstantSource.system());
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
