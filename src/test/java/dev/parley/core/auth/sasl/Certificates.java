package dev.parley.core.auth.sasl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** Certificates made for tests with OpenSSL. */
public final class Certificates {
  private Certificates() {}

  /** The certificate in {@code certificates/NAME.pem}. */
  public static X509Certificate read(String name) {
    try (var file = Certificates.class.getResourceAsStream("/certificates/" + name + ".pem")) {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509").generateCertificate(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
