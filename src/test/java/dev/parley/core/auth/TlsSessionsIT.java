package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.ChannelBinding;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.TlsConfig;
import dev.parley.core.config.TlsConfig.Engine;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.EndPointHash;
import dev.parley.core.tls.ServerTls;
import dev.parley.testing.TlsListener;
import dev.parley.testing.Trust;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of a TLS connection know the same channel bindings. */
final class TlsSessionsIT {
  private static final int FIRST_JAVA_THAT_EXPORTS = 25;

  private final Vertx vertx = Vertx.vertx();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    valueOf(vertx.close());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # engine, version, exports
          JDK, TLSv1.3, true
          JDK, TLSv1.2, true
          OPENSSL, TLSv1.3, false
          OPENSSL, TLSv1.2, false
          """)
  void bothEndsKnowTheSame(Engine engine, String version, boolean exports) throws Exception {
    var config =
        ParleyConfig.DEFAULT.withData(folder).withTls(new TlsConfig(List.of(), true, engine));
    var tls = new ServerTls(config, Certificates.load(config, Instant.now()));
    Promise<TlsFacts> ours = Promise.promise();
    var server =
        valueOf(
            TlsListener.listen(
                vertx, () -> tls, socket -> ours.complete(TlsSessions.facts(socket.sslSession()))));
    var expected = new ArrayList<ChannelBinding>();
    try (var socket = connect(server.actualPort(), version)) {
      SSLSession session = socket.getSession();
      if (exports && Runtime.version().feature() >= FIRST_JAVA_THAT_EXPORTS) {
        expected.add(new ChannelBinding("tls-exporter", TlsExporter.export(session).orElseThrow()));
      }
      var certificate = (X509Certificate) session.getPeerCertificates()[0];
      expected.add(
          new ChannelBinding("tls-server-end-point", EndPointHash.of(certificate).orElseThrow()));
      assertThat(valueOf(ours.future()))
          .usingRecursiveComparison()
          .isEqualTo(
              new TlsFacts(true, expected, null, version.equals("TLSv1.3") ? "0304" : "0303"));
    }
  }

  private static SSLSocket connect(int port, String version) throws IOException {
    var socket = (SSLSocket) Trust.all().getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(30_000);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"xmpp-client"});
    parameters.setProtocols(new String[] {version});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
