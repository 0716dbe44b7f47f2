package dev.parley.server;

import dev.parley.core.MayBlock;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.S2sConfig;
import dev.parley.core.dns.Dns;
import dev.parley.core.federation.CertificateIdentity;
import dev.parley.core.federation.DaneIdentity;
import dev.parley.core.federation.DnsTargets;
import dev.parley.core.federation.FixedTargets;
import dev.parley.core.federation.PeerIdentity;
import dev.parley.core.federation.Posh;
import dev.parley.core.federation.PoshIdentity;
import dev.parley.core.federation.Targets;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How other servers are found and recognised, as the configuration says.
 *
 * @param targets where they are
 * @param identity whose certificates they show
 * @param posh what websites say about that
 */
public record PeerProofs(Targets targets, PeerIdentity identity, Posh posh) {

  /** Fails if the files that it takes cannot be used. */
  static Future<PeerProofs> open(Vertx vertx, Supplier<ParleyConfig> config) {
    Promise<Dns> dns = Promise.promise();
    vertx
        .executeBlocking(() -> {
          dns.complete(dns(vertx, config.get().s2s()));
          return true;
        })
        .onFailure(dns::tryFail);
    return dns.future().map(names -> of(vertx, names, config));
  }

  /**
   * Asks name servers, and checks signatures if DANE is wanted.
   *
   * @throws dev.parley.core.dns.TrustedKeysException if the keys that it is to trust cannot be used
   */
  @MayBlock
  public static Dns dns(Vertx vertx, S2sConfig s2s) {
    return s2s.dane() ? Dns.validating(vertx, s2s.dns()) : Dns.of(vertx, s2s.dns());
  }

  /** Asks these name servers. */
  public static PeerProofs of(Vertx vertx, Dns dns, Supplier<ParleyConfig> config) {
    var targets =
        new DnsTargets(dns, () -> config.get().s2s().dns().privateNetworks(), new SecureRandom());
    var certificates =
        new CertificateIdentity(
            vertx, () -> config.get().s2s().authorities(), InstantSource.system());
    PeerIdentity identity = certificates;
    if (config.get().s2s().dane()) {
      identity = new DaneIdentity(vertx, targets, identity, InstantSource.system());
    }
    var posh = new Posh(vertx, dns, () -> config.get().s2s().dns().privateNetworks(), certificates);
    identity =
        new PoshIdentity(posh, () -> config.get().s2s().posh(), identity, InstantSource.system());
    return new PeerProofs(
        new FixedTargets(() -> config.get().s2s().routes(), targets), identity, posh);
  }
}
