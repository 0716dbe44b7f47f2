package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.tls.TestAuthority;
import dev.parley.core.tls.TestAuthority.Request;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose certificate it is: names (RFC 9525, RFC 6120 §13.7), and who vouches for them. */
final class CertificateIdentityTest {
  private static final TestAuthority ROOT = TestAuthority.root("Test Root");
  private static final TestAuthority STRANGER = TestAuthority.root("Stranger");

  @TempDir static Path folder;
  private static Vertx vertx;
  private static CertificateIdentity identity;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    var authorities = ROOT.write(folder.resolve("authorities.pem"));
    identity = new CertificateIdentity(vertx, () -> authorities, InstantSource.system());
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # names in the certificate               | domain               | is it
          dns:example.org                          | example.org          | true
          dns:EXAMPLE.Org                          | example.org          | true
          dns:example.net, dns:example.org         | example.org          | true
          dns:example.net                          | example.org          | false
          dns:example.org                          | chat.example.org     | false
          dns:chat.example.org                     | example.org          | false
          dns:xn--bcher-kva.example                | bücher.example       | true
          dns:XN--BCHER-KVA.example                | bücher.example       | true
          dns:*.xn--bcher-kva.example              | chat.bücher.example  | true
          dns:*.example.org                        | chat.example.org     | true
          dns:*.example.org                        | bücher.example.org   | true
          dns:*.example.org                        | example.org          | false
          dns:*.example.org                        | a.b.example.org      | false
          dns:*.*.example.org                      | a.b.example.org      | false
          dns:a.*.example.org                      | a.b.example.org      | false
          dns:c*.example.org                       | chat.example.org     | false
          dns:*t.example.org                       | chat.example.org     | false
          dns:*                                    | localhost            | false
          dns:*.                                   | localhost            | false
          dns:*.org                                | example.org          | false
          dns:*.com                                | example.org          | false
          dns:*.example.com                        | evilexample.com      | false
          dns:evilexample.com                      | example.com          | false
          dns:example.com.evil.example             | example.com          | false
          dns:xn--bcher-kva.*                      | xn--bcher-kva.example | false
          dns:xn--*.example                        | bücher.example       | false
          dns:b?cher.example                       | bücher.example       | false
          dns:example.orgNUL.evil.example           | example.org          | false
          dns:NULexample.org                        | example.org          | false
          dns:example.org                          | example.org.evil.example | false
          srv:_xmpp-server.example.orgNUL           | example.org          | false
          xmpp:example.orgNUL                       | example.org          | false
          cn:example.orgCOMMA CN=evil                 | example.org          | false
          cn:example.orgNUL.evil.example            | example.org          | false
          dns:example.org.                         | example.org          | false
          dns:127.0.0.1                            | 127.0.0.2            | false
          srv:_xmpp-server.example.org             | example.org          | true
          srv:_XMPP-Server.Example.ORG             | example.org          | true
          srv:_xmpp-server.xn--bcher-kva.example   | bücher.example       | true
          srv:_xmpp-client.example.org             | example.org          | false
          srv:_xmpp-server._tcp.example.org        | example.org          | false
          srv:_xmpp-server.*.example.org           | chat.example.org     | false
          srv:example.org                          | example.org          | false
          xmpp:example.org                         | example.org          | true
          xmpp:Bücher.example                      | bücher.example       | true
          xmpp:juliet@example.org                  | example.org          | false
          xmpp:example.org/server                  | example.org          | false
          xmpp:*.example.org                       | chat.example.org     | false
          xmpp:not a domain                        | example.org          | false
          uri:xmpp:example.org                     | example.org          | false
          cn:example.org                           | example.org          | false
          cn:example.org, dns:example.net          | example.org          | false
          """)
  void names(String names, String domain, boolean isIt) throws Exception {
    var request = new Request();
    for (var written : names.split(", ")) {
      var name = written.replace("NUL", "\0").replace("COMMA", ",");
      int colon = name.indexOf(':');
      var value = name.substring(colon + 1);
      switch (name.substring(0, colon)) {
        case "dns" -> request.domain(value);
        case "srv" -> request.service(value);
        case "xmpp" -> request.address(value);
        case "uri" -> request.uri(value);
        default -> request.commonName(value);
      }
    }
    var verdict = check(ROOT.issue(request).chain(), domain);
    assertThat(verdict.isVerified()).as(verdict.reason()).isEqualTo(isIt);
  }

  /** A38: whoever presents a great many names costs no more than reading them once. */
  @Test
  void tenThousandNamesAreLookedThrough() throws Exception {
    var request = new Request();
    for (int i = 0; i < 10_000; i++) {
      request.domain("x" + i + ".example");
    }
    var chain = ROOT.issue(request.domain("example.org")).chain();
    assertThat(check(chain, "example.org").isVerified()).isTrue();
    assertThat(check(chain, "x9999.example").isVerified()).isTrue();
    assertThat(check(chain, "victim.example").reason())
        .isEqualTo(
            "the certificate names x0.example, x1.example, x2.example, x3.example, x4.example, …,"
                + " not victim.example");
  }

  @Test
  void theOperatorReadsWhoseItIs() throws Exception {
    assertThat(check(ROOT.issue("example.net").chain(), "example.org").reason())
        .isEqualTo("the certificate names example.net, not example.org");
    assertThat(
            check(ROOT.issue(new Request().commonName("example.org")).chain(), "example.org")
                .reason())
        .isEqualTo("the certificate names nobody (its subject does not count), not example.org");
    assertThat(check(ROOT.issue("example.org").chain(), "example.org").reason())
        .isEqualTo("the certificate is signed by CN=Test Root");
    assertThat(check(List.of(), "example.org").reason()).isEqualTo("no certificate was shown");
  }

  @Test
  void datesCount() throws Exception {
    var now = Instant.now();
    var day = Duration.ofDays(1);
    var expired = ROOT.issue(named().valid(now.minus(day.multipliedBy(9)), now.minus(day)));
    var early = ROOT.issue(named().valid(now.plus(day), now.plus(day.multipliedBy(9))));
    assertThat(refusal(expired.chain())).startsWith("the certificate expired at ");
    assertThat(refusal(early.chain())).startsWith("the certificate is valid only from ");
  }

  @Test
  void somebodyTrustedHasSignedIt() throws Exception {
    assertThat(refusal(ROOT.issue(named().selfSigned()).chain()))
        .isEqualTo("the certificate is self-signed");
    assertThat(refusal(STRANGER.issue(named()).chain()))
        .isEqualTo("the certificate is signed by nobody who is trusted here: CN=Stranger");
    // The name of an authority is not the authority.
    assertThat(refusal(TestAuthority.root("Test Root").issue(named()).chain()))
        .isEqualTo("the certificate is signed by nobody who is trusted here: CN=Test Root");
  }

  @Test
  void authoritiesBetweenAreTakenInAnyOrder() throws Exception {
    var chain = new ArrayList<>(ROOT.under("One").under("Two").issue(named()).chain());
    assertThat(check(chain, "example.org").isVerified()).isTrue();
    Collections.reverse(chain.subList(1, chain.size()));
    assertThat(check(chain, "example.org").isVerified()).isTrue();
    assertThat(refusal(chain.subList(0, 2))).contains("nobody who is trusted here");
  }

  @Test
  void onlyAnAuthorityCanSign() throws Exception {
    var server = ROOT.issue("example.net");
    var forged =
        new ArrayList<>(TestAuthority.root("test").issue(named().commonName("forged")).chain());
    forged.addAll(server.chain());
    assertThat(refusal(forged)).contains("nobody who is trusted here");
  }

  /** Authorities no longer issue certificates for clients, and a server that connects is one. */
  @ParameterizedTest
  @ValueSource(strings = {"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"})
  void whatItIsForDoesNotMatter(String purpose) throws Exception {
    assertThat(check(ROOT.issue(named().purpose(purpose)).chain(), "example.org").isVerified())
        .isTrue();
  }

  @Test
  void aSelfSignedCertificateCanBeTrustedByItself() throws Exception {
    var own = ROOT.issue(named().selfSigned());
    var file = own.write(folder.resolve("own")).resolve("fullchain.pem");
    var trusting = new CertificateIdentity(vertx, () -> file, InstantSource.system());
    assertThat(check(trusting, own.chain(), "example.org").isVerified()).isTrue();
    assertThat(check(trusting, ROOT.issue(named()).chain(), "example.org").isVerified()).isFalse();
  }

  @Test
  void theFileOfAuthoritiesIsReadAgainWhenItChanges() throws Exception {
    var file = ROOT.write(folder.resolve("changing.pem"));
    var changing = new CertificateIdentity(vertx, () -> file, InstantSource.system());
    var chain = STRANGER.issue(named()).chain();
    assertThat(check(changing, chain, "example.org").isVerified()).isFalse();
    STRANGER.write(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(check(changing, chain, "example.org").isVerified()).isTrue();
  }

  @Test
  void aFileThatCannotBeReadIsTheReason() throws Exception {
    var broken = folder.resolve("absent.pem");
    var other = new CertificateIdentity(vertx, () -> broken, InstantSource.system());
    assertThat(check(other, ROOT.issue(named()).chain(), "example.org").reason())
        .isEqualTo("s2s.authorities cannot be used: There is no file " + broken);
    Files.writeString(broken, "hello");
    assertThat(check(other, ROOT.issue(named()).chain(), "example.org").reason())
        .contains("is not a PEM file");
  }

  @Test
  void withoutAFileTheRuntimeDecides() throws Exception {
    var standard = new CertificateIdentity(vertx, () -> null, InstantSource.system());
    assertThat(check(standard, ROOT.issue(named()).chain(), "example.org").isVerified()).isFalse();
  }

  /** A38: 10 000 names are looked at once, and none of them is another. */
  @Test
  void manyNamesAreNoneOfOthers() throws Exception {
    var request = new Request();
    for (int i = 0; i < 10_000; i++) {
      request.domain(i + ".example.net");
    }
    var chain = ROOT.issue(request).chain();
    for (int i = 0; i < 20; i++) {
      assertThat(check(chain, "victim" + i + ".example.org").isVerified()).isFalse();
    }
    assertThat(check(chain, "9999.example.net").isVerified()).isTrue();
    assertThat(refusal(chain)).hasSizeLessThan(300);
  }

  /** A38: the name of the victim where it does not count. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org\u0000.evil.example",
        "example.org\u0000",
        "\u0000example.org",
        "evilexample.org",
        "example.org, DNS:example.org",
        "*.com",
        "*.*"
      })
  void namesThatLookLikeAnother(String name) throws Exception {
    refusal(ROOT.issue(new Request().domain(name)).chain());
    refusal(
        ROOT.issue(new Request().domain("evil.example").service("_xmpp-server." + name)).chain());
    refusal(ROOT.issue(new Request().domain("evil.example").address(name)).chain());
    refusal(
        ROOT.issue(new Request().commonName("evil.example, CN=example.org").domain(name)).chain());
  }

  private static Request named() {
    return new Request().domain("example.org");
  }

  private static String refusal(List<X509Certificate> chain) throws Exception {
    var verdict = check(chain, "example.org");
    assertThat(verdict.isVerified()).isFalse();
    return verdict.reason();
  }

  private static PeerIdentity.Verdict check(List<X509Certificate> chain, String domain)
      throws Exception {
    return check(identity, chain, domain);
  }

  private static PeerIdentity.Verdict check(
      PeerIdentity identity, List<X509Certificate> chain, String domain) throws Exception {
    return identity
        .check(chain, domain, null)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
