package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.federation.NoTargetException;
import dev.parley.core.federation.PeerIdentity;
import dev.parley.core.federation.Target;
import dev.parley.core.federation.Targets;
import dev.parley.protocol.xml.Namespaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/** Another server: is it found, does it answer, and is its certificate good? */
@MayBlock
final class PeerExamination {
  private final Targets targets;
  private final PeerIdentity identity;
  private final Waiter waiter;
  private final Findings findings;

  PeerExamination(Targets targets, PeerIdentity identity, Waiter waiter, Findings findings) {
    this.targets = targets;
    this.identity = identity;
    this.waiter = waiter;
    this.findings = findings;
  }

  /** Looks at the server of a domain, in the form that a JID has. */
  void examine(String domain) {
    try {
      waiter.await(targets.find(domain)).forEach(target -> examine(domain, target));
    } catch (NoTargetException e) {
      findings.fault(
          about(domain),
          "The server of " + domain + " is not found: " + e.getMessage() + ".",
          e.isPermanent()
              ? "Check the spelling; its operator has to write an SRV record or an address."
              : "Look at the name servers of this machine, or set s2s.dns.servers.");
    }
  }

  private void examine(String domain, Target target) {
    String place =
        target.host()
            + " ("
            + target.address().getHostAddress()
            + ") port "
            + target.port()
            + (target.directTls() ? ", direct TLS" : "");
    List<X509Certificate> chain;
    try {
      var probe =
          new TlsProbe(
              new InetSocketAddress(target.address(), target.port()), ServerNames.ascii(domain));
      chain =
          target.directTls() ? probe.direct("xmpp-server") : probe.afterStartTls(Namespaces.SERVER);
    } catch (IOException e) {
      findings.fault(
          about(domain),
          place + " does not answer as it should: " + e.getMessage() + ".",
          "Look whether a firewall here stops connections to that port; otherwise its operator has"
              + " to mend it.");
      return;
    }
    var verdict = waiter.await(identity.check(chain, domain, target));
    if (verdict.isVerified()) {
      findings.fine(
          about(domain), place + " answers with a good certificate: " + verdict.reason() + ".");
    } else {
      findings.fault(
          about(domain),
          "The certificate of " + place + " is refused: " + verdict.reason() + ".",
          "Its operator has to get a proper one; until then \"s2s\": {\"policy\": {\"domains\": {\""
              + domain
              + "\": \"dialback\"}}} lets it in without.");
    }
  }

  private static String about(String domain) {
    return "Server of " + domain;
  }
}
