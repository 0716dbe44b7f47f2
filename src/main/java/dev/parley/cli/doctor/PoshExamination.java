package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.federation.Posh;
import dev.parley.core.tls.Certificates;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Whether the websites of this server's domains name its certificates, if they name any (POSH). */
@MayBlock
final class PoshExamination {
  private static final String ABOUT = "Certificates";

  private final ParleyConfig config;
  private final Posh posh;
  private final Waiter waiter;
  private final Findings findings;

  PoshExamination(ParleyConfig config, Posh posh, Waiter waiter, Findings findings) {
    this.config = config;
    this.posh = posh;
    this.waiter = waiter;
    this.findings = findings;
  }

  void examine(Certificates certificates) {
    for (var domain : config.domains()) {
      String name = ServerNames.ascii(domain.name());
      if (!ServerNames.isPrivate(name)) {
        compare(name, certificates.forDomain(name).leaf(), waiter.await(posh.about(name)));
      }
    }
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
