package dev.parley.core.tls;

import dev.parley.core.config.AuthConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.TlsConfig.Engine;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How this server speaks TLS: versions 1.2 and 1.3 with forward secrecy and authenticated
 * encryption (RFC 9325), and the certificates as they were when this was made. A reload makes
 * another one.
 *
 * <p>The options are made once for each domain: Vert.x keeps what it derives from them by identity.
 */
public final class ServerTls {
  private static final String ALPN = "xmpp-client";
  private static final String S2S_ALPN = "xmpp-server";
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  static {
    // Read once, by the first connection; OpenSSL's engine refuses renegotiation by itself.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private final Certificates certificates;
  private final Engine engine;
  private final AuthConfig auth;
  private final Duration timeout;
  private final ServerSSLOptions directTls;
  private final ServerSSLOptions https;
  private final Map<ServerCertificate, ServerSSLOptions> startTls = new HashMap<>();
  private final ServerSSLOptions s2sDirectTls;
  private final Map<ServerCertificate, ServerSSLOptions> s2sStartTls = new HashMap<>();
  private final Map<ServerCertificate, ClientSSLOptions> outgoing = new HashMap<>();
  private final Map<ServerCertificate, ClientSSLOptions> outgoingDirect = new HashMap<>();

  public ServerTls(ParleyConfig config, Certificates certificates) {
    this.certificates = certificates;
    this.engine = config.tls().engine();
    this.auth = config.auth();
    this.timeout = config.limits().stream().tlsTimeout();
    this.directTls = directOptions(new ServerSSLOptions());
    this.https = httpsOptions(new ServerSSLOptions());
    this.s2sDirectTls =
        s2sOptions(certificates.forDomain(null))
            .setUseAlpn(true)
            .setApplicationLayerProtocols(List.of(S2S_ALPN));
    for (var certificate : certificates.all()) {
      startTls.put(certificate, options(new ServerSSLOptions(), certificate));
      s2sStartTls.put(certificate, s2sOptions(certificate));
      outgoing.put(certificate, outgoing(certificate));
      outgoingDirect.put(
          certificate,
          outgoing(certificate).setUseAlpn(true).setApplicationLayerProtocols(List.of(S2S_ALPN)));
    }
  }

  /** Whether the engine that the configuration asks for can run here. */
  public static boolean isAvailable(Engine engine) {
    return engine == Engine.JDK || OpenSSLEngineOptions.isAvailable();
  }

  /** The certificates in use. */
  public Certificates certificates() {
    return certificates;
  }

  /** Prepares a listener for HTTP with TLS; it sets the protocols of ALPN itself. */
  public HttpServerOptions listenHttps(HttpServerOptions options) {
    listen(options);
    options.setSsl(true).setUseAlpn(true);
    httpsOptions(options.getSslOptions());
    return options;
  }

  /** For {@code HttpServer.updateSSLOptions} of such a listener. Must not be changed. */
  public ServerSSLOptions https() {
    return https;
  }

  /** Prepares a listener whose connections turn to TLS once they are accepted. */
  public NetServerOptions listen(NetServerOptions options) {
    return options.setSslEngineOptions(
        engine == Engine.OPENSSL ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions());
  }

  /** For a connection that starts with TLS (XEP-0368). Must not be changed. */
  public ServerSSLOptions directTls() {
    return directTls;
  }

  /**
   * For a stream that turns to TLS. Must not be changed.
   *
   * @param domain that the client wrote in its stream header; the certificate if it names no other
   *     one in the handshake; null if it wrote none
   */
  public ServerSSLOptions startTls(@Nullable String domain) {
    var options = startTls.get(certificates.forDomain(domain));
    return options == null ? directTls : options;
  }

  /** For another server that starts with TLS (XEP-0368). Must not be changed. */
  public ServerSSLOptions s2sDirectTls() {
    return s2sDirectTls;
  }

  /**
   * For the stream of another server that turns to TLS. Must not be changed.
   *
   * @param domain that it wrote in its stream header; null if it wrote none
   */
  public ServerSSLOptions s2sStartTls(@Nullable String domain) {
    var options = s2sStartTls.get(certificates.forDomain(domain));
    return options == null ? s2sDirectTls : options;
  }

  /**
   * For a connection to another server, which is shown our certificate. Must not be changed.
   *
   * @param domain in whose name we connect
   * @param directTls true for TLS from the first byte (XEP-0368)
   */
  public ClientSSLOptions outgoing(String domain, boolean directTls) {
    var certificate = certificates.forDomain(domain);
    return Objects.requireNonNull((directTls ? outgoingDirect : outgoing).get(certificate));
  }

  /** Any certificate is taken here; who it is for is checked afterwards, domain by domain. */
  private ServerSSLOptions s2sOptions(ServerCertificate standard) {
    return plainOptions(new ServerSSLOptions(), standard)
        .setClientAuth(ClientAuth.REQUEST)
        .setTrustOptions(AnyCertificate.OPTIONS);
  }

  private ClientSSLOptions outgoing(ServerCertificate certificate) {
    var options =
        new ClientSSLOptions()
            .setTrustOptions(AnyCertificate.OPTIONS)
            .setHostnameVerificationAlgorithm("")
            .setKeyCertOptions(
                new CertificateOptions(certificates, certificate, engine == Engine.OPENSSL));
    options
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setSslHandshakeTimeout(timeout.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }

  private ServerSSLOptions directOptions(ServerSSLOptions options) {
    return options(options, certificates.forDomain(null))
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of(ALPN));
  }

  /** Browsers would ask their users for a certificate: none is asked for here. */
  private ServerSSLOptions httpsOptions(ServerSSLOptions options) {
    return options(options, certificates.forDomain(null))
        .setUseAlpn(true)
        .setClientAuth(ClientAuth.NONE);
  }

  private ServerSSLOptions options(ServerSSLOptions options, ServerCertificate standard) {
    plainOptions(options, standard);
    if (auth.external()) {
      options
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(
              new PemTrustOptions().addCertPath(String.valueOf(auth.externalAuthorities())));
    }
    return options;
  }

  private ServerSSLOptions plainOptions(ServerSSLOptions options, ServerCertificate standard) {
    options
        .setKeyCertOptions(new CertificateOptions(certificates, standard, engine == Engine.OPENSSL))
        .setSni(certificates.all().size() > 1)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setSslHandshakeTimeout(timeout.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setClientAuth(ClientAuth.NONE);
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    return options;
  }
}
