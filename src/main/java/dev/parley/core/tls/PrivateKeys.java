package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * Reads private keys: PKCS #8 (RFC 5958), PKCS #1 of RSA (RFC 8017 §A.1.2), SEC 1 of elliptic
 * curves (RFC 5915).
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
  private static final byte[] RSA =
      Der.sequence(Der.identifier("1.2.840.113549.1.1.1"), Der.nothing());
  private static final byte[] EC_PUBLIC_KEY = Der.identifier("1.2.840.10045.2.1");

  private PrivateKeys() {}

  /**
   * The first private key of a PEM file.
   *
   * @throws CertificateProblem if there is none, or none that can be used
   */
  @MayBlock
  static PrivateKey read(Path file) {
    for (var block : Pem.read(file)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        if (block.isEncrypted()) {
          throw new CertificateProblem(
              file
                  + " is encrypted; a server that starts by itself needs it decrypted:"
                  + " openssl pkey -in KEY -out PLAINKEY");
        }
        return parse(file, pkcs8(file, block));
      }
    }
    throw new CertificateProblem(file + " holds no private key");
  }

  private static byte[] pkcs8(Path file, Pem block) {
    return switch (block.label()) {
      case "PRIVATE KEY" -> block.content();
      case "RSA PRIVATE KEY" -> Der.sequence(Der.integer(0), RSA, Der.octets(block.content()));
      case "EC PRIVATE KEY" ->
          Der.sequence(
              Der.integer(0),
              Der.sequence(EC_PUBLIC_KEY, curve(file, block.content())),
              Der.octets(block.content()));
      default ->
          throw new CertificateProblem(file + " holds a " + block.label() + ", which is not known");
    };
  }

  /** The identifier of the curve: the content of the tag [0] of an ECPrivateKey. */
  private static byte[] curve(Path file, byte[] key) {
    for (int at = 0; at + 4 < key.length; at++) {
      int length = key[at + 1];
      boolean isParameters =
          key[at] == (byte) 0xa0
              && length > 2
              && at + 2 + length <= key.length
              && key[at + 2] == 0x06
              && key[at + 3] == length - 2;
      if (isParameters) {
        return Arrays.copyOfRange(key, at + 2, at + 2 + length);
      }
    }
    throw new CertificateProblem(file + " does not name the curve of its key");
  }

  private static PrivateKey parse(Path file, byte[] encoded) {
    for (var algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // Of another algorithm
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new CertificateProblem(
        file + " holds a private key that is damaged, or neither of RSA nor of an elliptic curve");
  }
}
