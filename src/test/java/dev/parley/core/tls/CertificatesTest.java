package dev.parley.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.TlsConfig;
import dev.parley.core.config.TlsConfig.CertificateSource;
import dev.parley.core.config.TlsConfig.Engine;
import dev.parley.core.config.TlsConfig.Folder;
import dev.parley.core.config.TlsConfig.KeyPair;
import dev.parley.core.http.HttpUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates from files: every form of key, the choice by domain, and each way to be wrong. */
final class CertificatesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void copyFiles() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/dev/parley/core/tls"))) {
      files.forEach(file -> copy(file, folder.resolve(file.getFileName())));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # certificate, key,       domain,          algorithm
          rsa,          rsa,        rsa.example,     RSA
          rsa,          rsa-pkcs1,  rsa.example,     RSA
          ec,           ec,         ec.example,      EC
          ec,           ec-sec1,    ec.example,      EC
          ec,           ec,         a.wild.example,  EC
          ec,           ec,         A.Wild.Example,  EC
          ed25519,      ed25519,    ed25519.example, EdDSA
          """)
  void everyFormOfKeyIsRead(String certificate, String key, String domain, String algorithm) {
    var loaded = load(List.of(pair(certificate, key)), domain);
    assertThat(loaded.forDomain(domain).key().getAlgorithm()).isEqualTo(algorithm);
    assertThat(loaded.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # certificate | key              | domain           | message
          none          | ec               | ec.example       | There is no file {folder}/none.crt.pem
          ec            | none             | ec.example       | There is no file {folder}/none.key.pem
          ec            | rsa              | ec.example       | The key in {folder}/rsa.key.pem is not that of the first certificate in {folder}/ec.crt.pem
          ec            | encrypted        | ec.example       | {folder}/encrypted.key.pem is encrypted; a server that starts by itself needs it decrypted: openssl pkey -in KEY -out PLAINKEY
          rsa           | encrypted-pkcs1  | rsa.example      | {folder}/encrypted-pkcs1.key.pem is encrypted; a server that starts by itself needs it decrypted: openssl pkey -in KEY -out PLAINKEY
          ec            | ec               | other.example    | No certificate in tls.certificates names other.example
          ec            | ec               | a.b.wild.example | No certificate in tls.certificates names a.b.wild.example
          ec            | ec               | wild.example     | No certificate in tls.certificates names wild.example
          cn-only       | ec               | cn.example       | No certificate in tls.certificates names cn.example
          """)
  void whatCannotBeUsedIsExplained(String certificate, String key, String domain, String message) {
    assertThatThrownBy(() -> load(List.of(pair(certificate, key)), domain))
        .isInstanceOf(CertificateProblem.class)
        .hasMessage(message.replace("{folder}", folder.toString()));
  }

  @Test
  void aFileThatIsNoPemIsExplained() throws IOException {
    var file = Files.writeString(folder.resolve("text.crt.pem"), "hello");
    assertThatThrownBy(() -> load(List.of(pair("text", "ec")), "ec.example"))
        .hasMessage(file + " is not a PEM file: it has no line -----BEGIN …-----");
    assertThatThrownBy(() ->
            load(
                List.of(new KeyPair(folder.resolve("ec.crt.pem"), folder.resolve("rsa.crt.pem"))),
                "ec.example"))
        .hasMessage(folder.resolve("rsa.crt.pem") + " holds no private key");
  }

  @Test
  void anExpiredCertificateIsRefused() {
    var pair = List.<CertificateSource>of(pair("ec", "ec"));
    assertThatThrownBy(() ->
            Certificates.load(config(pair, "ec.example"), Instant.parse("2127-01-01T00:00:00Z")))
        .hasMessage(
            "The certificate of ec.example in "
                + folder.resolve("ec.crt.pem")
                + " expired at 2126-10-28T08:05:14Z");
    assertThatThrownBy(() ->
            Certificates.load(config(pair, "ec.example"), Instant.parse("2020-01-01T00:00:00Z")))
        .hasMessageEndingWith("is valid only from 2026-11-21T08:05:14Z");
  }

  @Test
  void eachDomainGetsItsOwn() {
    var loaded =
        load(
            List.of(pair("rsa", "rsa"), pair("ec", "ec")),
            "ec.example",
            "rsa.example",
            "x.wild.example");
    assertThat(loaded.forDomain("rsa.example").key().getAlgorithm()).isEqualTo("RSA");
    assertThat(loaded.forDomain("x.wild.example").key().getAlgorithm()).isEqualTo("EC");
    assertThat(loaded.forDomain(null)).isEqualTo(loaded.forDomain("ec.example"));
    assertThat(loaded.forDomain("stranger.example")).isEqualTo(loaded.forDomain("ec.example"));
    assertThat(loaded.exactly("stranger.example")).isNull();
    assertThat(loaded.all()).hasSize(2);
  }

  @Test
  void aFolderOfCertbotIsRead() throws IOException {
    certbot("live/ec.example", "ec");
    certbot("live/rsa.example", "rsa");
    Files.writeString(folder.resolve("live/README"), "This folder holds certificates");
    var live = List.<CertificateSource>of(new Folder(folder.resolve("live")));
    assertThat(load(live, "ec.example", "rsa.example").all()).hasSize(2);
    var one = List.<CertificateSource>of(new Folder(folder.resolve("live/ec.example")));
    assertThat(load(one, "ec.example").all()).hasSize(1);
  }

  @Test
  void aFolderWithoutCertificatesIsExplained() throws IOException {
    var empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> load(List.of(new Folder(empty)), "ec.example"))
        .hasMessage(
            "The folder " + empty + " holds no fullchain.pem with privkey.pem, nor do its folders");
    assertThatThrownBy(() -> load(List.of(new Folder(folder.resolve("no"))), "ec.example"))
        .hasMessage("There is no folder " + folder.resolve("no"));
  }

  @Test
  void aKeyThatOthersMayReadIsWarnedOf() throws IOException {
    var key = folder.resolve("ec.key.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(load(List.of(pair("ec", "ec")), "ec.example").warnings())
        .containsExactly("Others on this machine may read the key " + key + ": chmod 600 " + key);
  }

  @Test
  void theSelfSignedOneNamesAllDomainsAndIsKept() throws IOException {
    var first = load(List.of(), "localhost", "example.org", "bücher.example");
    var certificate = first.forDomain(null);
    assertThat(certificate.isSelfSigned()).isTrue();
    assertThat(certificate.names())
        .containsExactlyInAnyOrder("localhost", "example.org", "xn--bcher-kva.example");
    assertThat(certificate.leaf().getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(certificate.leaf().getVersion()).isEqualTo(3);
    assertThat(certificate.leaf().getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.leaf().getKeyUsage()[0]).isTrue();
    assertThat(certificate.expiry()).isEqualTo("2039-12-30T00:00:00Z");
    var key = folder.resolve("data/tls/self-signed.key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    var second = load(List.of(), "localhost", "example.org", "bücher.example");
    assertThat(second.forDomain(null)).isEqualTo(certificate);
  }

  @Test
  void theSelfSignedOneIsReplacedWhenDomainsChangeOrItsEndIsNear() {
    var first = load(List.of(), "localhost").forDomain(null);
    var other = load(List.of(), "example.org").forDomain(null);
    assertThat(other.names()).containsExactly("example.org").isNotEqualTo(first.names());
    var late =
        Certificates.load(config(List.of(), "example.org"), Instant.parse("2039-12-15T00:00:00Z"));
    assertThat(late.forDomain(null).expiry()).isEqualTo("2049-12-12T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.7, 192.0.2.7", "[2001:db8::1], 2001:db8:0:0:0:0:0:1"})
  void anAddressIsNamedAsAnAddress(String domain, String name) {
    assertThat(load(List.of(), domain).forDomain(null).names()).containsExactly(name);
    assertThat(load(List.of(), domain).forDomain(null))
        .isEqualTo(load(List.of(), domain).forDomain(null));
  }

  /** RFC 5891 §4.4: in IDNA2008 ß is a letter of its own; the older rules made it ss. */
  @Test
  void aDomainWithSharpSIsNotTheOneWithTwoS() {
    var certificates = load(List.of(), "example.org", "faß.example");
    var certificate = certificates.forDomain("faß.example");
    assertThat(certificate.names()).contains("xn--fa-hia.example").doesNotContain("fass.example");
    assertThat(certificates.exactly("xn--fa-hia.example")).isEqualTo(certificate);
    assertThat(certificates.exactly("fass.example")).isNull();
    assertThat(HttpUrl.expand("https://{domain}/", "faß.example"))
        .isEqualTo("https://xn--fa-hia.example/");
  }

  private Certificates load(List<CertificateSource> sources, String... domains) {
    return Certificates.load(config(sources, domains), NOW);
  }

  private ParleyConfig config(List<CertificateSource> sources, String... domains) {
    return ParleyConfig.DEFAULT
        .withDomains(domains)
        .withData(folder.resolve("data"))
        .withTls(new TlsConfig(sources, true, Engine.JDK));
  }

  private KeyPair pair(String certificate, String key) {
    return new KeyPair(folder.resolve(certificate + ".crt.pem"), folder.resolve(key + ".key.pem"));
  }

  private void certbot(String name, String pair) throws IOException {
    var target = Files.createDirectories(folder.resolve(name));
    copy(folder.resolve(pair + ".crt.pem"), target.resolve("fullchain.pem"));
    copy(folder.resolve(pair + ".key.pem"), target.resolve("privkey.pem"));
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
