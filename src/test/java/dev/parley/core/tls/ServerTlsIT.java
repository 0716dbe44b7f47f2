package dev.parley.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.TlsConfig;
import dev.parley.core.config.TlsConfig.Engine;
import dev.parley.core.config.TlsConfig.KeyPair;
import dev.parley.testing.TlsListener;
import dev.parley.testing.Trust;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handshakes with both engines. */
final class ServerTlsIT {
  private static final Path FILES = Path.of("src/test/resources/dev/parley/core/tls");
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;

  private Vertx vertx;
  private NetServer server;
  private volatile ServerTls used;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void modernVersionsAndAlpnAreSpoken(Engine engine) throws Exception {
    listen(tls(engine, "localhost"));
    try (var socket = connect("localhost", "TLSv1.3")) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(socket.getApplicationProtocol()).isEqualTo("xmpp-client");
    }
    try (var socket = connect("localhost", "TLSv1.2")) {
      assertThat(socket.getSession().getCipherSuite())
          .startsWith("TLS_ECDHE_")
          .containsPattern("GCM|CHACHA20");
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void weakSuitesAreRefused(Engine engine) throws Exception {
    listen(tls(engine, "localhost"));
    assertThatThrownBy(
            () -> {
              try (var socket = open("localhost", "TLSv1.2")) {
                socket.setEnabledCipherSuites(
                    new String[] {
                      "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
                    });
                socket.startHandshake();
              }
            })
        .isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void theCertificateIsThatOfTheNamedDomain(Engine engine) throws Exception {
    var tls = tls(engine, "ec.example", "rsa.example");
    listen(tls);
    assertThat(leaf("rsa.example").getPublicKey().getAlgorithm()).isEqualTo("RSA");
    assertThat(leaf("ec.example").getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(leaf("stranger.example").getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void otherCertificatesAreTakenWhileListening(Engine engine) throws Exception {
    listen(tls(engine, "ec.example"));
    assertThat(leaf("x.example").getPublicKey().getAlgorithm()).isEqualTo("EC");
    used = tls(engine, "rsa.example");
    assertThat(leaf("y.example").getPublicKey().getAlgorithm()).isEqualTo("RSA");
  }

  private ServerTls tls(Engine engine, String... domains) {
    var sources =
        domains[0].equals("localhost")
            ? List.<TlsConfig.CertificateSource>of()
            : List.<TlsConfig.CertificateSource>of(pair("ec"), pair("rsa"));
    var config =
        ParleyConfig.DEFAULT
            .withDomains(domains)
            .withData(folder)
            .withTls(new TlsConfig(sources, true, engine));
    return new ServerTls(config, Certificates.load(config, NOW));
  }

  private static KeyPair pair(String name) {
    return new KeyPair(FILES.resolve(name + ".crt.pem"), FILES.resolve(name + ".key.pem"));
  }

  private void listen(ServerTls tls) throws Exception {
    used = tls;
    server = await(TlsListener.listen(vertx, () -> used, socket -> socket.handler(socket::write)));
  }

  private X509Certificate leaf(String serverName) throws IOException {
    try (var socket = connect(serverName, "TLSv1.3")) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket connect(String serverName, String version) throws IOException {
    var socket = open(serverName, version);
    socket.startHandshake();
    return socket;
  }

  private SSLSocket open(String serverName, String version) throws IOException {
    // The JDK's client resumes sessions by the name of the address, whatever the server name.
    var address = InetAddress.getByAddress(serverName, new byte[] {127, 0, 0, 1});
    var socket =
        (SSLSocket) Trust.all().getSocketFactory().createSocket(address, server.actualPort());
    socket.setSoTimeout(30_000);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    parameters.setApplicationProtocols(new String[] {"xmpp-client"});
    parameters.setProtocols(new String[] {version});
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
