package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A certificate with its issuers and its key.
 *
 * @param source what the operator calls it: the certificate's file
 * @param chain the server's certificate first
 * @param key of the first certificate
 * @param isSelfSigned whether we made it ourselves
 */
public record ServerCertificate(
    Path source, List<X509Certificate> chain, PrivateKey key, boolean isSelfSigned) {

  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads a pair of PEM files.
   *
   * @throws CertificateProblem if they cannot be read, or do not belong together
   */
  @MayBlock
  static ServerCertificate read(Path certificate, Path key, boolean isSelfSigned) {
    var chain = new ArrayList<X509Certificate>();
    for (var block : Pem.read(certificate)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(parse(certificate, block));
      }
    }
    if (chain.isEmpty()) {
      throw new CertificateProblem(certificate + " holds no certificate");
    }
    var pair = new ServerCertificate(certificate, chain, PrivateKeys.read(key), isSelfSigned);
    if (!pair.belongTogether()) {
      throw new CertificateProblem(
          "The key in " + key + " is not that of the first certificate in " + certificate);
    }
    return pair;
  }

  /** The certificate that clients check. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** When it expires. */
  public Instant expiry() {
    return leaf().getNotAfter().toInstant();
  }

  /** Whether it is valid at a moment. */
  public boolean isValid(Instant now) {
    return !now.isBefore(leaf().getNotBefore().toInstant()) && now.isBefore(expiry());
  }

  /** The SHA-256 hash of the certificate, as clients show it: pairs of hexadecimal digits. */
  public String fingerprint() {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(leaf().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The names in it, as A-labels in lower case; the common name counts for nothing (RFC 9525 §2).
   */
  public List<String> names() {
    try {
      var names = new ArrayList<String>();
      var alternatives = leaf().getSubjectAlternativeNames();
      if (alternatives != null) {
        for (var name : alternatives) {
          if (name.get(0) instanceof Integer kind && (kind == DNS || kind == ADDRESS)) {
            names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
          }
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /**
   * How well it names a domain: 2 exactly, 1 by a wildcard for one label (RFC 9525 §6.3), 0 not.
   */
  int match(String asciiDomain) {
    var names = names();
    if (names.contains(asciiDomain)) {
      return 2;
    }
    int dot = asciiDomain.indexOf('.');
    return dot > 0 && names.contains("*" + asciiDomain.substring(dot)) ? 1 : 0;
  }

  private static X509Certificate parse(Path file, Pem block) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate)
          factory.generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (CertificateException e) {
      throw new CertificateProblem(file + " holds a damaged certificate", e);
    }
  }

  private boolean belongTogether() {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      var probe = "probe".getBytes(StandardCharsets.US_ASCII);
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      var signed = signature.sign();
      signature.initVerify(leaf().getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return source + " for " + names();
  }
}
