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
        compare(name, certificates.forDomain(name).leaf());
      }
    }
  }

  private void compare(String domain, X509Certificate shown) {
    var said = waiter.await(posh.about(domain));
    if (said.fingerprints().isEmpty()) {
      return; // Few domains have such a document, and none needs one.
    }
    if (said.fingerprints().stream().anyMatch(one -> one.isOf(shown))) {
      findings.fine(
          "Certificates", "The website of " + domain + " names the certificate of its server.");
    } else {
      findings.fault(
          "Certificates",
          "The website of "
              + domain
              + " names other certificates than that of its server (POSH, RFC 7711).",
          "Put this into its /.well-known/posh/xmpp-server.json: {\"sha-256\": \""
              + fingerprint(shown)
              + "\"}");
    }
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
