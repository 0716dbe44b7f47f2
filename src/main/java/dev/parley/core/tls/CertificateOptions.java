package dev.parley.core.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;

/**
 * Gives Vert.x the certificate of each domain. Never changes, so it is equal to itself alone:
 * Vert.x keeps what it makes of it until other options replace it.
 */
final class CertificateOptions implements KeyCertOptions {
  private final Certificates certificates;
  private final ServerCertificate standard;
  private final boolean isOpenSsl;

  /**
   * @param standard what a client gets that names no domain, or one that is not served
   * @param isOpenSsl whether the engine wants its keys prepared
   */
  CertificateOptions(Certificates certificates, ServerCertificate standard, boolean isOpenSsl) {
    this.certificates = certificates;
    this.standard = standard;
    this.isOpenSsl = isOpenSsl;
  }

  @Override
  public KeyCertOptions copy() {
    return this;
  }

  @Override
  public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws Exception {
    return factory(vertx, standard);
  }

  /** Answers for served domains only, so that strangers' names are not kept. */
  @SuppressWarnings("NullAway") // null is the caller's word for the standard certificate
  @Override
  public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) throws Exception {
    Map<ServerCertificate, KeyManagerFactory> factories = new HashMap<>();
    for (var certificate : certificates.all()) {
      factories.put(certificate, factory(vertx, certificate));
    }
    return serverName -> {
      var certificate = certificates.exactly(serverName);
      return certificate == null ? null : factories.get(certificate);
    };
  }

  private KeyManagerFactory factory(Vertx vertx, ServerCertificate certificate) throws Exception {
    var factory =
        KeyCertOptions.wrap(new CertificateKeyManager(certificate)).getKeyManagerFactory(vertx);
    return isOpenSsl ? new OpenSslCachingX509KeyManagerFactory(factory) : factory;
  }
}
