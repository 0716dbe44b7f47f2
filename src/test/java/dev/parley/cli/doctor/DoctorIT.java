package dev.parley.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.DnsConfig;
import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.S2sConfig;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.TlsConfig;
import dev.parley.core.config.TlsConfig.KeyPair;
import dev.parley.core.dns.Dns;
import dev.parley.core.federation.CertificateIdentity;
import dev.parley.core.federation.DaneRules;
import dev.parley.core.federation.DnsTargets;
import dev.parley.core.federation.Posh;
import dev.parley.core.federation.PoshDocument;
import dev.parley.core.tls.Certificates;
import dev.parley.server.PeerProofs;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.SignedZone;
import dev.parley.testing.TestDns;
import dev.parley.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** Each fault is real: files, sockets, name servers and databases that are wrong. */
final class DoctorIT {
  private static final Path CERTIFICATES = Path.of("src/test/resources/dev/parley/core/tls");
  private static final String DOMAIN = "chat.parley.org";

  private final Vertx vertx = Vertx.vertx();
  private final TestDns dns = TestDns.start();
  private final Findings findings = new Findings();

  @TempDir Path folder;
  private ParleyConfig config = ParleyConfig.DEFAULT;

  @BeforeEach
  void configure() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    config =
        ParleyConfig.DEFAULT
            .withDomains(DOMAIN)
            .withData(folder)
            .withListen(listen(5222))
            .withS2s(withNameServer(dns.address()));
  }

  @AfterEach
  void stop() {
    dns.close();
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # zone                                                              | grade | finding
          other.org. A 192.0.2.1                                              | FAULT | DNS has neither _xmpp-client._tcp.chat.parley.org nor an address
          _xmpp-client._tcp.chat.parley.org. SRV 0 5 5222 gone.parley.org.     | FAULT | leads to gone.parley.org, which has no address
          _xmpp-client._tcp.chat.parley.org. SRV 0 0 0 .                      | FAULT | says that there is no such service
          _xmpp-client._tcp.chat.parley.org. SRV 0 5 5333 a.parley.org.       | MIND  | leads to port 5333, but listen.c2s is port 5222
          _xmpp-client._tcp.chat.parley.org. SRV 0 5 5222 a.parley.org.       | FINE  | leads to a.parley.org port 5222
          chat.parley.org. A 192.0.2.1                                        | FINE  | Others find the server (clients) by the address
          """)
  void recordsAreJudged(String zone, Grade grade, String finding) {
    dns.with(zone).with("a.parley.org. A 192.0.2.1");
    lookAtDns(false);
    assertFound(grade, finding);
  }

  @Test
  void withoutRecordsOnlyUsualPortsAreFound() {
    dns.with(DOMAIN + ". A 192.0.2.1");
    config = config.withListen(listen(15222));
    lookAtDns(false);
    assertFound(Grade.FAULT, "others try port 5222, but listen.c2s is port 15222");
  }

  @Test
  void nameServersThatFailAreNoProofOfAnything() {
    dns.failing("_xmpp-client._tcp." + DOMAIN + ".").with(DOMAIN + ". A 192.0.2.1");
    lookAtDns(false);
    assertFound(Grade.UNKNOWN, "are not known: the name server says SERVFAIL");
  }

  @Test
  void servicesWithoutAddressesAreNamed() {
    dns.with(DOMAIN + ". A 127.0.0.1");
    config =
        config.withListen(new ListenConfig(null, null, new Listener("::", 5269), null, null, null));
    lookAtDns(false);
    assertFound(Grade.MIND, "do not find upload." + DOMAIN);
    dns.with("upload." + DOMAIN + ". CNAME " + DOMAIN + ".");
    var again = new Findings();
    examineDns(false, again);
    assertThat(again.all()).noneMatch(finding -> finding.text().contains("upload."));
  }

  @Test
  void portsThatAreClosedFromOutsideAreFound() throws IOException {
    int closed = freePort();
    dns.with(DOMAIN + ". A 127.0.0.1")
        .with("_xmpp-client._tcp." + DOMAIN + ". SRV 0 5 " + closed + " " + DOMAIN + ".");
    config = config.withListen(listen(closed));
    lookAtDns(true);
    assertFound(Grade.FAULT, "port " + closed + " does not answer clients: Connection refused");
  }

  @Test
  void aServerThatAnswersIsFine() {
    try (var server = ParleyTestServer.start(List.of("disco"), Map.of("domains", DOMAIN))) {
      int port = server.c2s().port();
      dns.with("a.parley.org. A 127.0.0.1")
          .with("_xmpp-client._tcp." + DOMAIN + ". SRV 0 5 " + port + " a.parley.org.");
      config = config.withListen(listen(port));
      lookAtDns(true);
      assertFound(Grade.FINE, "port " + port + " answers clients with TLS");
    }
  }

  @Test
  void aServerOfOtherDomainsIsFound() {
    try (var server = ParleyTestServer.start(List.of("disco"), Map.of())) {
      int port = server.c2s().port();
      dns.with("a.parley.org. A 127.0.0.1")
          .with("_xmpp-client._tcp." + DOMAIN + ". SRV 0 5 " + port + " a.parley.org.");
      config = config.withListen(listen(port));
      lookAtDns(true);
      assertFound(Grade.FAULT, "it refuses " + DOMAIN + " with <host-unknown/>");
    }
  }

  @Test
  void anotherServerIsLookedAt() throws IOException {
    examinePeer(List.of());
    assertFound(Grade.FAULT, "The server of " + DOMAIN + " is not found");

    int closed = freePort();
    dns.with("a.parley.org. A 127.0.0.1")
        .with("_xmpp-server._tcp." + DOMAIN + ". SRV 0 5 " + closed + " a.parley.org.");
    config = config.withS2s(withNameServer(dns.address()));
    examinePeer(List.of());
    assertFound(Grade.FAULT, "is not for the public");
    examinePeer(List.of("127.0.0.1"));
    assertFound(Grade.FAULT, "port " + closed + " does not answer as it should");
  }

  private void examinePeer(List<String> privateNetworks) {
    var identity = new CertificateIdentity(vertx, () -> null, Clock.systemUTC());
    var targets =
        new DnsTargets(Dns.of(vertx, config.s2s().dns()), () -> privateNetworks, new Random(1));
    new PeerExamination(targets, identity, new Direct(), findings).examine(DOMAIN);
  }

  /** {@code OURS} is the hash of the right key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # records of the port | dane  | grade | finding
                                | false | FINE  | for DANE it is: _5269._tcp.rsa.parley.org. TLSA 3 1 1 OURS
                                | true  | MIND  | has no TLSA record, so this server cannot be recognised by DANE
          3 1 1 OURS            | false | FINE  | fits. Before a new key is used
          3 1 1 OURS            | true  | FINE  | fits. Before a new key is used
          3 1 1 OTHER           | true  | FAULT | fits the certificate: servers that look at it refuse this one
          3 1 1 OTHER           | false | MIND  | if the zone is signed, servers that look at it refuse this one
          3 1 1 OTHER, 3 1 1 OURS | false | FINE | fits. Before a new key is used
          3 0 1 WHOLE           | false | MIND  | is about the certificate, so it is wrong after each renewal
          1 1 1 OURS            | false | MIND  | none is of a kind that servers look at
          spoiled               | true  | FAULT | is not known: DNSSEC
          unsigned              | true  | MIND  | is not signed, so nobody believes it
          unsigned              | false | FINE  | fits. Before a new key is used
          """)
  void recordsOfDaneAreCompared(@Nullable String records, boolean dane, Grade grade, String finding)
      throws IOException {
    // A name that the certificate of the test does not bear is enough: its key is what counts.
    var certificates = certificates("rsa.example");
    var leaf = certificates.forDomain("rsa.example").leaf();
    var hash = DaneRules.data(1, 1, leaf);
    boolean isOdd = records != null && !records.contains(" ");
    var zone = new StringBuilder("rsa.parley.org. A 192.0.2.1\n");
    for (var record : records == null ? new String[0] : records.split(", ")) {
      zone.append("_5269._tcp.rsa.parley.org. TLSA ")
          .append(
              (isOdd ? "3 1 1 OURS" : record)
                  .replace("OURS", hash)
                  .replace("OTHER", "0".repeat(64))
                  .replace("WHOLE", DaneRules.data(0, 1, leaf)))
          .append('\n');
    }
    var isSigned = !"unsigned".equals(records);
    if (!isSigned) {
      zone.append("_xmpp-server._tcp.rsa.parley.org. SRV 0 5 5269 rsa.parley.org.\n");
    }
    var signed =
        new SignedZone(
            "parley.org.", isSigned ? zone.toString() : "rsa.parley.org. NS ns.parley.org.\n");
    if ("spoiled".equals(records)) {
      signed.spoil("_5269._tcp.rsa.parley.org.", Type.TLSA);
    }
    dns.with(signed).with(isSigned ? "other.org. A 192.0.2.1" : zone.toString());
    var keys = Files.writeString(folder.resolve("keys"), signed.ds() + "\n");
    config =
        config
            .withDomains("rsa.parley.org")
            .withListen(new ListenConfig(null, null, new Listener("::", 5269), null, null, null))
            .withS2s(
                S2sConfig.DEFAULT
                    .withProofs(dane, false)
                    .withDns(
                        new DnsConfig(
                            List.of(dns.address()), Duration.ofSeconds(20), 100, List.of(), keys)));
    new DaneExamination(config, PeerProofs.dns(vertx, config.s2s()), new Direct(), findings)
        .examine("rsa.parley.org", certificates.forDomain("rsa.parley.org").chain());
    assertFound(grade, finding.replace("OURS", hash));
  }

  private Certificates certificates(String domain) {
    var known = config.withDomains(domain).withTls(tls("rsa"));
    return Certificates.load(known, Instant.parse("2030-01-01T00:00:00Z"));
  }

  /** {@code OURS} is the hash of the right certificate; what is advised is a document that is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # hash | reason                                        | unusable | grade | finding
          OURS   | ''                                            | false    | FINE  | names the certificate of its server
          AA==   | ''                                            | false    | FAULT | names other certificates than that of its server
                 | the document at X: it is no document of POSH  | true     | FAULT | cannot be used: the document at X: it is no document of POSH.
                 | a.parley.org answers 404                      | false    |       |
          """)
  void documentsOfPoshAreCompared(
      @Nullable String hash,
      String reason,
      boolean isUnusable,
      @Nullable Grade grade,
      @Nullable String finding)
      throws Exception {
    var certificates = certificates("rsa.example");
    var leaf = certificates.forDomain("rsa.example").leaf();
    var ours =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
    var named =
        hash == null ? null : new PoshDocument.Fingerprint("SHA-256", hash.replace("OURS", ours));
    var said = new Posh.Said(named == null ? List.of() : List.of(named), reason, isUnusable);
    var proofs = PeerProofs.of(vertx, Dns.of(vertx, config.s2s().dns()), () -> config);
    new PoshExamination(proofs.posh(), new Direct(), findings).compare("rsa.example", leaf, said);
    if (grade == null || finding == null) {
      assertThat(findings.all()).isEmpty();
      return;
    }
    assertFound(grade, finding);
    if (grade != Grade.FINE) {
      var fix = String.valueOf(findings.all().get(0).fix());
      var advised = PoshDocument.parse(fix.substring(fix.indexOf('{'), fix.lastIndexOf('}') + 1));
      assertThat(((PoshDocument.Fingerprints) advised).all()).allMatch(one -> one.isOf(leaf));
    }
  }

  @Test
  void keysOfDnssecThatCannotBeReadAreFound() {
    config =
        config.withS2s(
            config
                .s2s()
                .withProofs(true, false)
                .withDns(
                    new DnsConfig(
                        List.of(dns.address()),
                        Duration.ofSeconds(20),
                        100,
                        List.of(),
                        folder.resolve("none"))));
    assertThatThrownBy(() -> PeerProofs.dns(vertx, config.s2s()))
        .hasMessageContaining("s2s.dns.rootKeys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # plain HTTP at | its proxies | before clients | its address         | grade | finding
          127.0.0.1       |             |                | https://{domain}    | MIND  | but http.proxies names none
          127.0.0.1       | 127.0.0.1   |                |                     | MIND  | but http.url does not say what clients are to call
          ::              | 127.0.0.1   |                | https://{domain}    | MIND  | takes HTTP without TLS at ::
                          | 0.0.0.0/0   |                |                     | FAULT | http.proxies believes everybody in 0.0.0.0/0
                          |             | ::/0           |                     | FAULT | listen.proxyProtocol believes everybody in ::/0
          """)
  void proxiesAreLookedAt(
      @Nullable String plain,
      @Nullable String proxies,
      @Nullable String protocol,
      @Nullable String url,
      Grade grade,
      String finding) {
    var http = HttpConfig.DEFAULT;
    config =
        config
            .withListen(
                new ListenConfig(
                    null,
                    null,
                    null,
                    null,
                    null,
                    plain == null ? null : new Listener(plain, 5280),
                    list(protocol)))
            .withHttp(
                new HttpConfig(
                    url,
                    list(proxies),
                    http.proxyHeader(),
                    http.proxyProtocol(),
                    http.origins(),
                    http.websocket(),
                    http.bosh()));
    new ProxyExamination(config, findings).examine();
    assertFound(grade, finding);
    assertThat(findings.all()).hasSize(1);
  }

  private static List<String> list(@Nullable String one) {
    return one == null ? List.of() : List.of(one);
  }

  @Test
  void somethingElseOnThePortIsFound() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      config =
          config.withListen(
              new ListenConfig(
                  new Listener("127.0.0.1", other.getLocalPort()), null, null, null, null, null));
      new PortExamination(config, null, findings).examine();
      assertFound(Grade.FAULT, "Nobody can listen at 127.0.0.1 port " + other.getLocalPort());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsFound() {
    config =
        config.withListen(
            new ListenConfig(new Listener("192.0.2.1", 5222), null, null, null, null, null));
    new PortExamination(config, null, findings).examine();
    assertFound(Grade.FAULT, "Nobody can listen at 192.0.2.1 port 5222");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # pair | domain         | now        | grade | finding
          rsa    | rsa.example    | 2140-01-01 | FAULT | expired at
          rsa    | other.example  | 2030-01-01 | FAULT | No certificate in tls.certificates names other.example
          rsa    | rsa.example    | 2030-01-01 | FAULT | is of no authority that others trust
          rsa    | rsa.example    | 2030-01-01 | MIND  | does not name conference.rsa.example, pubsub.rsa.example, upload.rsa.example
                 | chat.parley.org| 2030-01-01 | FAULT | is self-signed: clients ask whether to trust it, and other servers refuse it
                 | localhost      | 2030-01-01 | MIND  | is self-signed: clients ask whether to trust it
          """)
  void certificatesAreJudged(
      @Nullable String pair, String domain, String now, Grade grade, String finding) {
    config = config.withDomains(domain).withTls(tls(pair));
    new CertificateExamination(config, Instant.parse(now + "T00:00:00Z"), findings).examine();
    assertFound(grade, finding);
  }

  @ParameterizedTest
  @CsvSource({
    "0, FINE, The clock agrees",
    "3, MIND, s behind that of",
    "-90, FAULT, s ahead of that of"
  })
  void clocksAreCompared(int seconds, Grade grade, String finding) {
    try (var server = TimeServer.start(Duration.ofSeconds(seconds))) {
      new ClockExamination(server.place(), Clock.systemUTC(), findings).examine();
    }
    assertFound(grade, finding);
  }

  @Test
  void aDamagedDatabaseIsFound() throws Exception {
    Path file = folder.resolve("parley.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE a (b TEXT)");
      statement.execute("CREATE INDEX c ON a (b)");
      for (int i = 0; i < 500; i++) {
        statement.execute("INSERT INTO a VALUES ('" + "x".repeat(i % 90) + i + "')");
      }
    }
    byte[] content = Files.readAllBytes(file);
    for (int i = content.length / 2; i < content.length - 64; i++) {
      content[i] ^= 0x55;
    }
    Files.write(file, content);
    new DatabaseExamination(config, findings).examine();
    assertFound(Grade.FAULT, "parley.db");
  }

  @Test
  void tablesOfANewerVersionAreFound() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("parley.db"));
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE schema_history (installed_rank INT, version TEXT, success INT)");
      statement.execute("INSERT INTO schema_history VALUES (1, '9999', 1)");
    }
    new DatabaseExamination(config, findings).examine();
    assertFound(Grade.FAULT, "has tables of version 9999; this Parley knows only");
  }

  @Test
  void postgresqlIsAskedAsTheServerWouldAsk() {
    try (var postgres = new TestPostgres()) {
      String url = postgres.freshDatabase();
      config = config.withStorage(storage(url));
      new DatabaseExamination(config, findings).examine();
      assertFound(Grade.FINE, "PostgreSQL");

      config = config.withStorage(storage(postgres.url("postgres", "wrong")));
      new DatabaseExamination(config, findings).examine();
      assertFound(Grade.FAULT, "does not let user postgres in");

      postgres.kill();
      config = config.withStorage(storage(url));
      new DatabaseExamination(config, findings).examine();
      assertFound(Grade.FAULT, "cannot be reached");
    }
  }

  @Test
  void aFolderForEverybodyIsFound() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    new DiskExamination(folder, findings).examine();
    assertFound(Grade.MIND, "Other users of this machine may look into the data folder");
  }

  @Test
  void aDataFolderThatIsAFileIsFound() throws IOException {
    Path file = Files.createFile(folder.resolve("data"));
    new DiskExamination(file, findings).examine();
    assertFound(Grade.FAULT, "is not a folder that this user may write");
  }

  private void lookAtDns(boolean isRunning) {
    examineDns(isRunning, findings);
  }

  private void examineDns(boolean isRunning, Findings into) {
    new DnsExamination(config, Dns.of(vertx, config.s2s().dns()), isRunning, new Direct(), into)
        .examine();
  }

  private void assertFound(Grade grade, String text) {
    assertThat(findings.all())
        .anySatisfy(finding -> {
          assertThat(finding.grade()).isEqualTo(grade);
          assertThat(finding.text()).contains(text);
          assertThat(finding.fix() != null).isEqualTo(grade != Grade.FINE);
        });
  }

  private static ListenConfig listen(int c2s) {
    return new ListenConfig(new Listener("::", c2s), null, null, null, null, null);
  }

  private static S2sConfig withNameServer(String address) {
    return S2sConfig.DEFAULT.withDns(
        new DnsConfig(List.of(address), Duration.ofSeconds(2), 100, List.of(), null));
  }

  private static StorageConfig storage(String url) {
    return new StorageConfig(url, null, StorageConfig.Sync.FULL, 2);
  }

  private static TlsConfig tls(@Nullable String pair) {
    var known = TlsConfig.DEFAULT;
    return new TlsConfig(
        pair == null
            ? List.of()
            : List.of(
                new KeyPair(
                    CERTIFICATES.resolve(pair + ".crt.pem"),
                    CERTIFICATES.resolve(pair + ".key.pem"))),
        known.required(),
        known.engine());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Direct implements Waiter {
    @Override
    public <T> T await(Future<T> future) {
      return DoctorIT.await(future);
    }
  }
}
