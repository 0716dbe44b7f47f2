package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.dns.Dns;
import dev.parley.core.federation.CertificateIdentity;
import dev.parley.core.federation.DnsTargets;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

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
    var dns = Dns.of(vertx, config.s2s().dns());
    new DnsExamination(config, dns, isRunning, waiter, findings).examine();
    if (!peers.isEmpty()) {
      var targets =
          new DnsTargets(dns, () -> config.s2s().dns().privateNetworks(), new SecureRandom());
      var identity = new CertificateIdentity(vertx, () -> config.s2s().authorities(), clock);
      var examination = new PeerExamination(targets, identity, waiter, findings);
      peers.forEach(examination::examine);
    }
    return findings.all();
  }
}
