package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities that vouch for other servers: those of the Java runtime, and those of a file,
 * which is read again when it has changed. For one thread at a time.
 */
public final class TrustAnchors {
  private @Nullable Set<TrustAnchor> standard;
  private Set<TrustAnchor> all = Set.of();
  private @Nullable Path file;
  private @Nullable FileTime age;

  /**
   * All of them.
   *
   * @param more PEM file of authorities beside those of the runtime; null for none
   * @throws CertificateProblem if the file cannot be used
   */
  @MayBlock
  public Set<TrustAnchor> with(@Nullable Path more) {
    var modified = more == null ? null : modified(more);
    if (standard == null) {
      standard = ofTheRuntime();
    } else if (Objects.equals(file, more) && Objects.equals(age, modified)) {
      return all;
    }
    var found = new HashSet<>(standard);
    if (more != null) {
      found.addAll(read(more));
    }
    file = more;
    age = modified;
    all = Set.copyOf(found);
    return all;
  }

  /**
   * The authorities in a PEM file.
   *
   * @throws CertificateProblem if it cannot be used
   */
  @MayBlock
  public static Set<TrustAnchor> read(Path file) {
    var anchors = new HashSet<TrustAnchor>();
    for (var block : Pem.read(file)) {
      if (block.label().equals("CERTIFICATE")) {
        try {
          var factory = CertificateFactory.getInstance("X.509");
          anchors.add(
              new TrustAnchor(
                  (X509Certificate)
                      factory.generateCertificate(new ByteArrayInputStream(block.content())),
                  null));
        } catch (CertificateException e) {
          throw new CertificateProblem(file + " holds a damaged certificate", e);
        }
      }
    }
    if (anchors.isEmpty()) {
      throw new CertificateProblem(file + " holds no certificate");
    }
    return anchors;
  }

  private static Set<TrustAnchor> ofTheRuntime() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      var anchors = new HashSet<TrustAnchor>();
      for (var manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trusting) {
          for (var issuer : trusting.getAcceptedIssuers()) {
            anchors.add(new TrustAnchor(issuer, null));
          }
        }
      }
      return anchors;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new CertificateProblem("There is no file " + file, e);
    }
  }
}
