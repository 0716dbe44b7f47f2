package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The certificate of a server that was given none: ECDSA on P-256, all domains as alternative
 * names, kept in the data folder. It lasts ten years, because clients that were told to trust it
 * take a new one for an attack.
 */
@MayBlock
final class SelfSigned {
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final Duration RENEWAL = Duration.ofDays(30);

  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
  private static final byte[] COMMON_NAME = Der.identifier("2.5.4.3");
  private static final byte[] BASIC_CONSTRAINTS = Der.identifier("2.5.29.19");
  private static final byte[] KEY_USAGE = Der.identifier("2.5.29.15");
  private static final byte[] EXTENDED_KEY_USAGE = Der.identifier("2.5.29.37");
  private static final byte[] ALTERNATIVE_NAMES = Der.identifier("2.5.29.17");
  private static final byte[] SERVER_AUTH = Der.identifier("1.3.6.1.5.5.7.3.1");
  private static final byte[] CLIENT_AUTH = Der.identifier("1.3.6.1.5.5.7.3.2");
  private static final int DIGITAL_SIGNATURE = 0x80;

  private final Path certificate;
  private final Path key;

  /**
   * @param folder where it is kept
   */
  SelfSigned(Path folder) {
    this.certificate = folder.resolve("self-signed.crt.pem");
    this.key = folder.resolve("self-signed.key.pem");
  }

  /**
   * The certificate for these domains; a new one if there is none, if it is for others, or near its
   * end.
   *
   * @param domains as A-labels, at least one
   */
  ServerCertificate forDomains(List<String> domains, Instant now) {
    if (Files.exists(certificate) && Files.exists(key)) {
      var kept = ServerCertificate.read(certificate, key, true);
      var names = Set.copyOf(kept.names());
      if (names.equals(Set.copyOf(domains)) && kept.isValid(now.plus(RENEWAL))) {
        return kept;
      }
    }
    make(domains, now);
    return ServerCertificate.read(certificate, key, true);
  }

  private void make(List<String> domains, Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var folder = certificate.toAbsolutePath().getParent();
      if (folder != null) {
        OwnerOnly.createFolder(folder);
      }
      // A crash on the way leaves no certificate, and so both are made again.
      Files.deleteIfExists(certificate);
      OwnerOnly.write(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      OwnerOnly.write(certificate, pem("CERTIFICATE", encode(pair, domains, now)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new CertificateProblem(certificate + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A certificate (RFC 5280 §4.1). */
  private static byte[] encode(KeyPair pair, List<String> domains, Instant now)
      throws GeneralSecurityException {
    var name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(shortName(domains)))));
    var toSign =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(2)),
            Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
            ECDSA_WITH_SHA256,
            name,
            Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(LIFE))),
            name,
            pair.getPublic().getEncoded(),
            Der.tagged(0xa3, extensions(domains)));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(toSign);
    return Der.sequence(toSign, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
  }

  private static byte[] extensions(List<String> domains) {
    var names = new TreeSet<>(domains).stream().map(SelfSigned::generalName).toArray(byte[][]::new);
    return Der.sequence(
        Der.sequence(BASIC_CONSTRAINTS, Der.yes(), Der.octets(Der.sequence())),
        Der.sequence(KEY_USAGE, Der.yes(), Der.octets(Der.namedBits(DIGITAL_SIGNATURE, 7))),
        Der.sequence(EXTENDED_KEY_USAGE, Der.octets(Der.sequence(SERVER_AUTH, CLIENT_AUTH))),
        Der.sequence(ALTERNATIVE_NAMES, Der.octets(Der.sequence(names))));
  }

  private static byte[] generalName(String domain) {
    var address = NetUtil.createByteArrayFromIpAddressString(domain);
    return address != null
        ? Der.tagged(0x87, address)
        : Der.tagged(0x82, domain.getBytes(StandardCharsets.US_ASCII));
  }

  /** A common name has at most 64 characters (RFC 5280 §A.1). */
  private static String shortName(List<String> domains) {
    var first = domains.get(0);
    return first.length() <= 64 ? first : "Parley";
  }

  private static byte[] pem(String label, byte[] content) {
    return Pem.write(label, content).getBytes(StandardCharsets.US_ASCII);
  }
}
