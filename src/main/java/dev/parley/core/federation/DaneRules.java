package dev.parley.core.federation;

import dev.parley.core.dns.Association;
import dev.parley.core.tls.ChainCheck;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What TLSA records say about a certificate (RFC 6698 §2.1, RFC 7671 §5). Pure rules. */
public final class DaneRules {
  private static final int TRUST_ANCHOR = 2;
  private static final int END_ENTITY = 3;
  private static final int KEY = 1;

  private DaneRules() {}

  /**
   * Those that can be made sense of. The uses that ask for an authority as well (0, 1) are left
   * out, as for mail (RFC 7672 §3.1.3): who has only those is checked like everybody.
   */
  public static List<Association> usable(List<Association> all) {
    return all.stream().filter(DaneRules::isUsable).toList();
  }

  private static boolean isUsable(Association one) {
    boolean known = one.usage() == TRUST_ANCHOR || one.usage() == END_ENTITY;
    int length = one.data().length() / 2;
    return known
        && switch (one.selector()) {
          case 0, KEY -> true;
          default -> false;
        }
        && switch (one.matching()) {
          case 0 -> length > 0;
          case 1 -> length == 32;
          case 2 -> length == 64;
          default -> false;
        };
  }

  /**
   * Whether a record is about a certificate.
   *
   * @param one a usable one
   */
  public static boolean matches(Association one, X509Certificate certificate) {
    return data(one.selector(), one.matching(), certificate).equals(one.data());
  }

  /** What a record about a certificate has to say, in hexadecimal. */
  public static String data(int selector, int matching, X509Certificate certificate) {
    try {
      var content =
          selector == KEY ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
      return HexFormat.of()
          .formatHex(
              switch (matching) {
                case 0 -> content;
                case 1 -> MessageDigest.getInstance("SHA-256").digest(content);
                default -> MessageDigest.getInstance("SHA-512").digest(content);
              });
    } catch (CertificateEncodingException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether one of them vouches for the peer itself. Names and dates do not count then: those of
   * the record do (RFC 7671 §5.1).
   */
  static boolean vouchForPeer(List<Association> usable, X509Certificate peer) {
    return usable.stream().anyMatch(one -> one.usage() == END_ENTITY && matches(one, peer));
  }

  /**
   * The result of following the peer's chain to an authority that one of them names (RFC 7671
   * §5.2); names are left to be checked. Null if none of them names one.
   */
  static ChainCheck.@Nullable Result byAuthority(
      List<Association> usable, List<X509Certificate> chain, Instant now) {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (var one : usable) {
      if (one.usage() == TRUST_ANCHOR) {
        chain.stream()
            .skip(1)
            .filter(issuer -> matches(one, issuer))
            .forEach(issuer -> anchors.add(new TrustAnchor(issuer, null)));
        if (one.matching() == 0) {
          addWhole(one, chain, anchors);
        }
      }
    }
    return anchors.isEmpty() ? null : ChainCheck.check(chain, anchors, now);
  }

  /** An authority that stands in the record, and need not be in the chain. */
  private static void addWhole(
      Association one, List<X509Certificate> chain, Set<TrustAnchor> anchors) {
    var content = HexFormat.of().parseHex(one.data());
    try {
      if (one.selector() == KEY) {
        var last = chain.get(chain.size() - 1);
        var key = key(content, last.getPublicKey());
        anchors.add(new TrustAnchor(last.getIssuerX500Principal(), key, null));
      } else {
        var factory = CertificateFactory.getInstance("X.509");
        var authority =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(content));
        anchors.add(new TrustAnchor(authority, null));
      }
    } catch (CertificateException unreadable) {
      // Nobody is named by it.
    } catch (GeneralSecurityException unknownKey) {
      // Likewise.
    }
  }

  /** Which kind of key it is stands in its encoding; Java wants to be told. */
  private static PublicKey key(byte[] content, PublicKey likely) throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(content);
    for (var kind : List.of(likely.getAlgorithm(), "RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(spec);
      } catch (GeneralSecurityException another) {
        // The next kind, perhaps.
      }
    }
    throw new GeneralSecurityException("a key of no known kind");
  }
}
