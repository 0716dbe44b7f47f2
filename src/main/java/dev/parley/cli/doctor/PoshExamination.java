package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.federation.Posh;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Whether the websites of this server's domains name its certificates, if they name any (POSH). */
@MayBlock
final class PoshExamination {
  private static final String ABOUT = "Certificates";

  private final Posh posh;
  private final Waiter waiter;
  private final Findings findings;

  PoshExamination(Posh posh, Waiter waiter, Findings findings) {
    this.posh = posh;
    this.waiter = waiter;
    this.findings = findings;
  }

  /**
   * Asks the website of a domain.
   *
   * @param domain in A-labels
   * @param shown what the server shows for it
   */
  void examine(String domain, X509Certificate shown) {
    compare(domain, shown, waiter.await(posh.about(domain)));
  }

  /** Few domains have a document, and none needs one. */
  void compare(String domain, X509Certificate shown, Posh.Said said) {
    if (said.isUnusable()) {
      findings.fault(
          ABOUT,
          "What the website of "
              + domain
              + " says of certificates (POSH, RFC 7711) cannot be used: "
              + said.reason()
              + ".",
          advice(shown));
    } else if (said.fingerprints().stream().anyMatch(one -> one.isOf(shown))) {
      findings.fine(ABOUT, "The website of " + domain + " names the certificate of its server.");
    } else if (!said.fingerprints().isEmpty()) {
      findings.fault(
          ABOUT,
          "The website of "
              + domain
              + " names other certificates than that of its server (POSH, RFC 7711).",
          advice(shown));
    }
  }

  /** A whole document that is right for this certificate, and may be kept for a day (§3.1). */
  private static String advice(X509Certificate shown) {
    return "Let its /.well-known/posh/xmpp-server.json be: {\"fingerprints\": [{\"sha-256\": \""
        + fingerprint(shown)
        + "\"}], \"expires\": 86400}, and name the next certificate there too before it is used.";
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
