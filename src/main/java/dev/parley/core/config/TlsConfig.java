package dev.parley.core.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The `tls` block.
 *
 * @param certificates where certificates are; empty makes a self-signed one in the data folder
 * @param required false lets clients log in without TLS, for closed networks and measurements
 * @param engine what does the cryptography
 */
public record TlsConfig(List<CertificateSource> certificates, boolean required, Engine engine) {
  public static final TlsConfig DEFAULT = new TlsConfig(List.of(), true, Engine.JDK);

  public TlsConfig {
    certificates = List.copyOf(certificates);
  }

  /** What does the cryptography of TLS. */
  public enum Engine {
    /** The JDK's own; runs everywhere. */
    JDK,
    /** BoringSSL, which takes a quarter of the time per handshake; Linux on x86-64 and ARM64. */
    OPENSSL
  }

  /** A place that certificates are read from. */
  public sealed interface CertificateSource {}

  /**
   * One certificate with its key.
   *
   * @param certificate PEM file, the server's certificate first and its issuers after it
   * @param key PEM file with the private key, not encrypted
   */
  public record KeyPair(Path certificate, Path key) implements CertificateSource {}

  /**
   * A folder with {@code fullchain.pem} and {@code privkey.pem}, or of such folders, as certbot
   * keeps them in {@code live}.
   *
   * @param path the folder
   */
  public record Folder(Path path) implements CertificateSource {}
}
