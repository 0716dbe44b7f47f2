package dev.parley.core.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Whether somebody who is trusted vouches for a certificate (RFC 5280 §6). What a certificate is
 * for, as “extended key usage” says, does not count: authorities no longer issue any for clients,
 * and a server that connects is one.
 */
public final class ChainCheck {
  /** Certificates of a chain that are looked at. */
  private static final int MOST = 10;

  private ChainCheck() {}

  /**
   * What came of it.
   *
   * @param isTrusted whether somebody vouches for it
   * @param reason who, or why not, as the end of a sentence that begins with “the certificate”
   */
  public record Result(boolean isTrusted, String reason) {}

  /**
   * Checks signatures, dates and constraints. Takes some milliseconds of a processor.
   *
   * @param chain the certificate first; others in any order
   */
  public static Result check(List<X509Certificate> chain, Set<TrustAnchor> anchors, Instant now) {
    var leaf = chain.get(0);
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      return new Result(false, "is valid only from " + leaf.getNotBefore().toInstant());
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      return new Result(false, "expired at " + leaf.getNotAfter().toInstant());
    }
    try {
      var built =
          (PKIXCertPathBuilderResult)
              CertPathBuilder.getInstance("PKIX").build(parameters(chain, anchors, now));
      return new Result(true, "is signed by " + name(built.getTrustAnchor()));
    } catch (CertPathBuilderException e) {
      boolean isOwn = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
      return new Result(
          false,
          isOwn
              ? "is self-signed"
              : "is signed by nobody who is trusted here: "
                  + leaf.getIssuerX500Principal().getName());
    } catch (GeneralSecurityException e) {
      return new Result(false, "cannot be checked: " + e.getMessage());
    }
  }

  /** An anchor is a certificate, or a key with a name. */
  private static String name(TrustAnchor anchor) {
    var certificate = anchor.getTrustedCert();
    return certificate == null
        ? anchor.getCAName()
        : certificate.getSubjectX500Principal().getName();
  }

  private static PKIXBuilderParameters parameters(
      List<X509Certificate> chain, Set<TrustAnchor> anchors, Instant now)
      throws GeneralSecurityException {
    var wanted = new X509CertSelector();
    wanted.setCertificate(chain.get(0));
    var parameters = new PKIXBuilderParameters(anchors, wanted);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection",
            new CollectionCertStoreParameters(chain.subList(0, Math.min(chain.size(), MOST)))));
    return parameters;
  }
}
