package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.DnsConfig;
import dev.parley.core.dns.Dns;
import dev.parley.core.tls.TestAuthority;
import dev.parley.core.tls.TestAuthority.Issued;
import dev.parley.core.tls.TestAuthority.Request;
import dev.parley.testing.TestDns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Websites that say whose certificates are good: RFC 7711, with a real one. */
final class PoshIT {
  private static final TestAuthority ROOT = TestAuthority.root("Test Root");
  private static final String PATH = "/.well-known/posh/xmpp-server.json";
  private static final Issued PEER =
      ROOT.issue(new Request().domain("hosting.example").selfSigned());

  private final TestDns names = TestDns.start();
  private final Map<String, String> documents = new HashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final Instant[] now = {Instant.now()};
  private Duration patience = Duration.ofSeconds(30);
  private List<String> networks = List.of("127.0.0.1");
  private Vertx vertx;
  private int port;
  @TempDir Path folder;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    names.with(
        """
        site.example. A 127.0.0.1
        other.example. A 127.0.0.1
        stranger.example. A 127.0.0.1
        inside.example. A 127.0.0.2
        """);
    port = site("site.example", "other.example", "inside.example").actualPort();
  }

  private HttpServer site(String... hosts) throws Exception {
    var place = ROOT.issue(hosts).write(folder.resolve("site"));
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(place.resolve("fullchain.pem").toString())
                    .setKeyPath(place.resolve("privkey.pem").toString()));
    return await(vertx.createHttpServer(options).requestHandler(this::answer).listen(0, "0.0.0.0"));
  }

  private void answer(HttpServerRequest request) {
    var host = String.valueOf(request.authority().host());
    asked.add(host + request.path());
    var document = documents.getOrDefault(host + request.path(), "404");
    if (document.equals("silence")) {
      return;
    }
    if (document.startsWith("to ")) {
      request.response().setStatusCode(302).putHeader("Location", document.substring(3)).end();
    } else if (document.startsWith("{") || document.startsWith(" ")) {
      request.response().end(document);
    } else {
      request.response().setStatusCode(Integer.parseInt(document)).end();
    }
  }

  @AfterEach
  void stop() throws Exception {
    names.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** {@code GOOD} is a document with the right fingerprint, {@code P} the port. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          # site.example                             | other.example   | why the certificate is not believed
          GOOD                                       |                 |
          {"fingerprints":[{"sha-256":"AA=="}],"expires":60} |         | none
          {"fingerprints":[{"sha-256":"AA=="}]}      |                 | the document at https://site.example:P/.well-known/posh/xmpp-server.json: it does not say for how long it holds
          404                                        |                 | site.example answers 404
          500                                        |                 | site.example answers 500
          to https://other.example:P/x               | GOOD            |
          to https://other.example:P/x               | 404             | other.example answers 404
          to /x                                      |                 | site.example answers 404
          to http://other.example:P/x                | GOOD            | site.example: it leads to something else than https://host/path
          to https://other.example:P/x               | to https://other.example:P/x | other.example leads nowhere
          to https://inside.example:P/x              |                 | inside.example has no address that is for the public
          to https://127.0.0.1:P/x                   |                 | 127.0.0.1 has no address that is for the public
          to https://stranger.example:P/x            |                 | stranger.example: the certificate names site.example, other.example, inside.example, not stranger.example
          {"url":"https://other.example:P/x","expires":60} | GOOD      |
          {"url":"https://other.example:P/x","expires":60} | to https://other.example:P/x | other.example leads nowhere
          {"url":"https://other.example:P/x","expires":60} | {"url":"https://site.example:P/x","expires":60} | https://other.example:P/x refers to yet another place
          {"url":"https://inside.example:P/x","expires":60} |          | inside.example has no address that is for the public
          """)
  void aWebsiteIsAsked(String first, String second, String reason) throws Exception {
    documents.put("site.example" + PATH, filled(first));
    documents.put("other.example/x", filled(second == null ? "404" : second));
    var posh = posh();
    var said = await(posh.about("site.example"));
    boolean isBelieved =
        await(identity(posh).check(PEER.chain(), "site.example", null)).isVerified();
    if (reason == null) {
      assertThat(said.reason()).isEmpty();
      assertThat(isBelieved).isTrue();
    } else {
      assertThat(said.reason()).isEqualTo(reason.equals("none") ? "" : filled(reason));
      assertThat(isBelieved).isFalse();
    }
  }

  /** A136: whatever a stranger's DNS says, nothing beside this server is asked. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1"})
  void addressesInsideAreNotAsked(String address) throws Exception {
    networks = List.of();
    names.with("evil.example. " + (address.contains(":") ? "AAAA " : "A ") + address);
    assertThat(await(posh().about("evil.example")).reason())
        .isEqualTo("evil.example has no address that is for the public");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost"})
  void addressesAsDomainsAreNotAsked(String domain) throws Exception {
    networks = List.of();
    assertThat(await(posh().about(domain)).fingerprints()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsTooLargeIsNotRead() throws Exception {
    documents.put("site.example" + PATH, " ".repeat(20_000) + filled("GOOD"));
    assertThat(await(posh().about("site.example")).reason())
        .isEqualTo("site.example sends too much");
  }

  @Test
  void whatTakesTooLongIsNotWaitedFor() throws Exception {
    documents.put("site.example" + PATH, "silence");
    patience = Duration.ofMillis(500);
    assertThat(await(posh().about("site.example")).fingerprints()).isEmpty();
  }

  @Test
  void whatIsKnownIsNotAskedAgainBeforeItExpires() throws Exception {
    documents.put("site.example" + PATH, filled("GOOD"));
    var posh = posh();
    var together = List.of(posh.about("site.example"), posh.about("site.example"));
    for (var one : together) {
      assertThat(await(one).fingerprints()).hasSize(1);
    }
    await(posh.about("site.example"));
    assertThat(asked).hasSize(1);

    now[0] = now[0].plusSeconds(61);
    documents.put("site.example" + PATH, "404");
    assertThat(await(posh.about("site.example")).fingerprints()).isEmpty();
    await(posh.about("site.example"));
    assertThat(asked).hasSize(2);

    now[0] = now[0].plusSeconds(61);
    await(posh.about("site.example"));
    assertThat(asked).hasSize(3);
  }

  @Test
  void anExpiredCertificateIsNotBelieved() throws Exception {
    documents.put("site.example" + PATH, filled("GOOD"));
    now[0] = PEER.chain().get(0).getNotAfter().toInstant().plusSeconds(1);
    assertThat(await(identity(posh()).check(PEER.chain(), "site.example", null)).reason())
        .startsWith("the certificate expired at ");
  }

  /** Others come first, and nobody is asked in vain. */
  @Test
  void aGoodCertificateNeedsNoWebsite() throws Exception {
    var good = ROOT.issue("site.example").chain();
    assertThat(await(identity(posh()).check(good, "site.example", null)).isVerified()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void nobodyIsAskedUnlessItIsWanted() throws Exception {
    var posh = new PoshIdentity(posh(), () -> false, certificates(), InstantSource.system());
    assertThat(await(posh.check(PEER.chain(), "site.example", null)).isVerified()).isFalse();
    assertThat(asked).isEmpty();
  }

  private String filled(String text) throws Exception {
    var hash = MessageDigest.getInstance("SHA-256").digest(PEER.chain().get(0).getEncoded());
    return text.replace(
            "GOOD",
            "{\"fingerprints\":[{\"sha-256\":\""
                + Base64.getEncoder().encodeToString(hash)
                + "\"}],\"expires\":60}")
        .replace(":P/", ":" + port + "/");
  }

  private Posh posh() {
    var config =
        new DnsConfig(List.of(names.address()), Duration.ofSeconds(20), 100, networks, null);
    var fetch =
        new SecureFetch(vertx, Dns.of(vertx, config), () -> networks, certificates(), patience);
    return new Posh(vertx, fetch, () -> now[0], port);
  }

  private PoshIdentity identity(Posh posh) {
    return new PoshIdentity(posh, () -> true, certificates(), () -> now[0]);
  }

  private CertificateIdentity certificates() {
    var authorities = ROOT.write(folder.resolve("authorities.pem"));
    return new CertificateIdentity(vertx, () -> authorities, InstantSource.system());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
