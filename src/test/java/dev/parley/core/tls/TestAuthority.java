package dev.parley.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authority that signs what a test needs, right or wrong. */
public final class TestAuthority {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
  private static final byte[] COMMON_NAME = Der.identifier("2.5.4.3");
  private static final byte[] BASIC_CONSTRAINTS = Der.identifier("2.5.29.19");
  private static final byte[] EXTENDED_KEY_USAGE = Der.identifier("2.5.29.37");
  private static final byte[] ALTERNATIVE_NAMES = Der.identifier("2.5.29.17");

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final List<X509Certificate> above;

  private TestAuthority(
      String name, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
    this.above = above;
  }

  /** Makes an authority with a self-signed certificate. */
  public static TestAuthority root(String name) {
    var keys = keys();
    var request = new Request().commonName(name).authority(true);
    return new TestAuthority(name, keys, sign(request, keys, name, keys), List.of());
  }

  /** Makes an authority that this one vouches for. */
  public TestAuthority under(String commonName) {
    var theirs = keys();
    var request = new Request().commonName(commonName).authority(true);
    var chain = new ArrayList<>(above);
    var signed = sign(request, theirs, name, keys);
    chain.add(0, signed);
    return new TestAuthority(commonName, theirs, signed, chain);
  }

  /** What its signatures are checked with. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Writes its certificate as PEM. */
  public Path write(Path file) {
    return write(file, List.of(certificate));
  }

  /** Signs a certificate. */
  public Issued issue(Request request) {
    var theirs = keys();
    var signed =
        request.isSelfSigned
            ? sign(request, theirs, request.commonName, theirs)
            : sign(request, theirs, name, keys);
    var chain = new ArrayList<X509Certificate>();
    chain.add(signed);
    if (!request.isSelfSigned) {
      chain.addAll(above);
    }
    return new Issued(chain, theirs);
  }

  /** Signs an ordinary certificate for these domains. */
  public Issued issue(String... domains) {
    var request = new Request();
    for (var domain : domains) {
      request.domain(domain);
    }
    return issue(request);
  }

  /**
   * A certificate with its key.
   *
   * @param chain with the authorities between it and the root
   */
  public record Issued(List<X509Certificate> chain, KeyPair keys) {
    /** Writes {@code fullchain.pem} and {@code privkey.pem} into a folder that it makes. */
    public Path write(Path folder) {
      try {
        Files.createDirectories(folder);
        TestAuthority.write(folder.resolve("fullchain.pem"), chain);
        var key = folder.resolve("privkey.pem");
        Files.writeString(key, Pem.write("EC PRIVATE KEY", encode(keys)));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What is to stand in a certificate. */
  public static final class Request {
    private String commonName = "test";
    private final List<byte[]> names = new ArrayList<>();
    private Instant from = Instant.now().minus(Duration.ofDays(1));
    private Instant until = Instant.now().plus(Duration.ofDays(30));
    private boolean isAuthority;
    private boolean isSelfSigned;
    private @Nullable String purpose;

    /** The common name of its subject. */
    public Request commonName(String name) {
      commonName = name;
      return this;
    }

    /** A name of the kind dNSName. */
    public Request domain(String domain) {
      names.add(Der.tagged(0x82, domain.getBytes(StandardCharsets.US_ASCII)));
      return this;
    }

    /** A name of the kind SRVName, as {@code _xmpp-server.example.org}. */
    public Request service(String service) {
      return other("1.3.6.1.5.5.7.8.7", 0x16, service);
    }

    /** A name of the kind xmppAddr. */
    public Request address(String jid) {
      return other("1.3.6.1.5.5.7.8.5", 0x0c, jid);
    }

    private Request other(String identifier, int tag, String text) {
      var value = Der.tagged(tag, text.getBytes(StandardCharsets.UTF_8));
      names.add(Der.tagged(0xa0, Der.join(Der.identifier(identifier), Der.tagged(0xa0, value))));
      return this;
    }

    /** A name of the kind URI. */
    public Request uri(String uri) {
      names.add(Der.tagged(0x86, uri.getBytes(StandardCharsets.US_ASCII)));
      return this;
    }

    /** When it is valid. */
    public Request valid(Instant from, Instant until) {
      this.from = from;
      this.until = until;
      return this;
    }

    /** Signed with its own key. */
    public Request selfSigned() {
      isSelfSigned = true;
      return this;
    }

    /** The only thing that it is for, as {@code 1.3.6.1.5.5.7.3.1} for servers. */
    public Request purpose(String identifier) {
      purpose = identifier;
      return this;
    }

    /** Whether it may sign others. */
    public Request authority(boolean authority) {
      isAuthority = authority;
      return this;
    }

    private byte[] extensions() {
      var extensions = new ArrayList<byte[]>();
      extensions.add(
          Der.sequence(
              BASIC_CONSTRAINTS,
              Der.yes(),
              Der.octets(isAuthority ? Der.sequence(Der.yes()) : Der.sequence())));
      if (!names.isEmpty()) {
        extensions.add(
            Der.sequence(
                ALTERNATIVE_NAMES, Der.octets(Der.sequence(names.toArray(byte[][]::new)))));
      }
      if (purpose != null) {
        extensions.add(
            Der.sequence(
                EXTENDED_KEY_USAGE, Der.yes(), Der.octets(Der.sequence(Der.identifier(purpose)))));
      }
      return Der.sequence(extensions.toArray(byte[][]::new));
    }
  }

  /** With the public key inside (RFC 5915 §3), which Java leaves out and ejabberd wants. */
  private static byte[] encode(KeyPair keys) {
    var secret = new byte[32];
    var number = ((ECPrivateKey) keys.getPrivate()).getS().toByteArray();
    int length = Math.min(number.length, secret.length);
    System.arraycopy(number, number.length - length, secret, secret.length - length, length);
    var info = keys.getPublic().getEncoded();
    var point = Arrays.copyOfRange(info, info.length - 65, info.length);
    return Der.sequence(
        Der.integer(1),
        Der.octets(secret),
        Der.tagged(0xa0, Der.identifier("1.2.840.10045.3.1.7")),
        Der.tagged(0xa1, Der.bits(point)));
  }

  private static X509Certificate sign(
      Request request, KeyPair subject, String issuer, KeyPair issuing) {
    try {
      var toSign =
          Der.sequence(
              Der.tagged(0xa0, Der.integer(2)),
              Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
              ECDSA_WITH_SHA256,
              name(issuer),
              Der.sequence(Der.time(request.from), Der.time(request.until)),
              name(request.commonName),
              subject.getPublic().getEncoded(),
              Der.tagged(0xa3, request.extensions()));
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuing.getPrivate());
      signature.update(toSign);
      var encoded = Der.sequence(toSign, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(commonName))));
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path write(Path file, List<X509Certificate> certificates) {
    try {
      var text = new StringBuilder();
      for (var one : certificates) {
        text.append(Pem.write("CERTIFICATE", one.getEncoded()));
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
