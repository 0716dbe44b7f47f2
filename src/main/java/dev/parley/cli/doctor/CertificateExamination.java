package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.tls.CertificateProblem;
import dev.parley.core.tls.Certificates;
import dev.parley.core.tls.ServerCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates of the configuration, as strangers judge them. */
@MayBlock
final class CertificateExamination {
  private static final String ABOUT = "Certificates";
  private static final Duration SOON = Duration.ofDays(14);
  private static final String RENEW =
      "Renew it, then let the server read it: parley reload (a hook of certbot can do both).";

  private final ParleyConfig config;
  private final Instant now;
  private final Findings findings;

  CertificateExamination(ParleyConfig config, Instant now, Findings findings) {
    this.config = config;
    this.now = now;
    this.findings = findings;
  }

  /** Returns them; null if they cannot be used. */
  @Nullable Certificates examine() {
    if (config.tls().certificates().isEmpty()) {
      config.domains().forEach(domain -> selfSigned(ServerNames.ascii(domain.name())));
      return null;
    }
    Certificates certificates;
    try {
      certificates = Certificates.load(config, now);
    } catch (CertificateProblem e) {
      findings.fault(
          ABOUT,
          e.getMessage() + ".",
          "Correct or renew the files that tls.certificates names; the server does not start"
              + " without.");
      return null;
    }
    for (String warning : certificates.warnings()) {
      findings.mind(ABOUT, warning + ".", "Run the command above, as the owner of the file.");
    }
    for (String domain : certificates.domains()) {
      judge(domain, certificates.forDomain(domain));
    }
    return certificates;
  }

  private void judge(String domain, ServerCertificate certificate) {
    String subject = "The certificate of " + domain + " in " + certificate.source();
    if (!isTrusted(certificate)) {
      untrusted(subject, certificate);
    } else if (certificate.expiry().isBefore(now.plus(SOON))) {
      findings.mind(ABOUT, subject + " expires at " + certificate.expiry() + ".", RENEW);
    } else {
      findings.fine(ABOUT, subject + " is trusted until " + certificate.expiry() + ".");
    }
    services(domain, certificate);
  }

  private void selfSigned(String domain) {
    String text =
        "The certificate of " + domain + " is self-signed: clients ask whether to trust it";
    if (ServerNames.isPrivate(domain)) {
      findings.mind(
          ABOUT,
          text + ".",
          "No authority vouches for such a name; it does for a domain of your own.");
    } else {
      findings.fault(
          ABOUT,
          text + ", and other servers refuse it.",
          "Get one from an authority (for example: certbot certonly -d "
              + domain
              + ") and name its folder in tls.certificates.");
    }
  }

  private void untrusted(String subject, ServerCertificate certificate) {
    boolean isAlone =
        certificate.chain().size() == 1
            && !certificate
                .leaf()
                .getIssuerX500Principal()
                .equals(certificate.leaf().getSubjectX500Principal());
    findings.fault(
        ABOUT,
        subject
            + (isAlone
                ? " comes without those of its issuers, so that nobody can check it"
                : " is of no authority that others trust")
            + " (issuer: "
            + certificate.leaf().getIssuerX500Principal().getName()
            + ").",
        isAlone
            ? "Name the file with the whole chain: fullchain.pem, not cert.pem."
            : "Get one from a public authority, for example with certbot.");
  }

  /** Other servers and browsers want those names as well. */
  private void services(String domain, ServerCertificate certificate) {
    var missing =
        ServerNames.services(config, domain).stream()
            .filter(name -> !certificate.names().contains(name))
            .filter(name -> !certificate.names().contains("*." + domain))
            .toList();
    if (!missing.isEmpty()) {
      findings.mind(
          ABOUT,
          "The certificate of "
              + domain
              + " does not name "
              + String.join(", ", missing)
              + ": other servers may refuse those.",
          "Ask for a certificate with these names too: certbot certonly --expand -d "
              + domain
              + " -d "
              + String.join(" -d ", missing));
    }
  }

  private boolean isTrusted(ServerCertificate certificate) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      var trust = (X509TrustManager) factory.getTrustManagers()[0];
      trust.checkServerTrusted(
          certificate.chain().toArray(X509Certificate[]::new), certificate.key().getAlgorithm());
      return true;
    } catch (CertificateException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
