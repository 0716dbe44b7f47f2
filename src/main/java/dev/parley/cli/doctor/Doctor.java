package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.dns.Dns;
import dev.parley.core.dns.TrustedKeysException;
import dev.parley.core.tls.Certificates;
import dev.parley.server.PeerProofs;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a server and at what surrounds it. Changes nothing. */
@MayBlock
public final class Doctor {
  private final Vertx vertx;
  private final Waiter waiter;
  private final Clock clock;
  private final InetSocketAddress timeServer;

  /**
   * @param timeServer that is asked for the time, unresolved if it has no address
   */
  public Doctor(Vertx vertx, Waiter waiter, Clock clock, InetSocketAddress timeServer) {
    this.vertx = vertx;
    this.waiter = waiter;
    this.clock = clock;
    this.timeServer = timeServer;
  }

  /**
   * All there is to say about a server with this configuration, in the order of looking.
   *
   * @param peers domains of other servers that are to be looked at as well
   */
  public List<Finding> examine(ParleyConfig config, List<String> peers) {
    var findings = new Findings();
    new LimitExamination(findings).examine();
    new DiskExamination(config.data(), findings).examine();
    new DatabaseExamination(config, findings).examine();
    new ClockExamination(timeServer, clock, findings).examine();
    var certificates = new CertificateExamination(config, clock.instant(), findings).examine();
    boolean isRunning = new PortExamination(config, certificates, findings).examine();
    new ProxyExamination(config, findings).examine();
    names(config, certificates, isRunning, peers, findings);
    return findings.all();
  }

  private void names(
      ParleyConfig config,
      @Nullable Certificates certificates,
      boolean isRunning,
      List<String> peers,
      Findings findings) {
    Dns dns;
    try {
      dns = PeerProofs.dns(vertx, config.s2s());
    } catch (TrustedKeysException e) {
      findings.fault(
          "DNS",
          "The keys that DNSSEC is to begin with cannot be used, so the server does not start.",
          String.valueOf(e.getMessage()));
      return;
    }
    new DnsExamination(config, dns, isRunning, waiter, findings).examine();
    var proofs = PeerProofs.of(vertx, dns, () -> config);
    if (certificates != null) {
      var dane = new DaneExamination(config, dns, waiter, findings);
      var posh = new PoshExamination(proofs.posh(), waiter, findings);
      for (String domain : ServerNames.findable(config)) {
        var shown = certificates.forDomain(domain);
        dane.examine(domain, shown.chain());
        posh.examine(domain, shown.leaf());
      }
    }
    var examination = new PeerExamination(proofs.targets(), proofs.identity(), waiter, findings);
    peers.forEach(examination::examine);
  }
}
