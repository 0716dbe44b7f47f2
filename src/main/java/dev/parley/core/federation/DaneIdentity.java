package dev.parley.core.federation;

import dev.parley.core.MayBlock;
import dev.parley.core.dns.Association;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Believes what signed records in DNS say about certificates (RFC 7673), and leaves to others what
 * they do not speak of. Of a peer that has connected it is asked only if others do not believe it:
 * the records are about servers that listen, and usually the certificate is the same.
 */
public final class DaneIdentity implements PeerIdentity {
  private final WorkerExecutor worker;
  private final Targets targets;
  private final PeerIdentity others;
  private final InstantSource clock;

  /**
   * @param targets find the records of a peer that has connected; believed only where DNSSEC
   *     vouches for them
   * @param others decide on certificates that no record speaks of
   */
  public DaneIdentity(Vertx vertx, Targets targets, PeerIdentity others, InstantSource clock) {
    this.worker = vertx.createSharedWorkerExecutor("certificates", 1);
    this.targets = targets;
    this.others = others;
    this.clock = clock;
  }

  @Override
  public Future<Verdict> check(
      List<X509Certificate> chain, String domain, @Nullable Target target) {
    if (target != null && target.domain().equals(domain)) {
      var usable = DaneRules.usable(target.associations());
      return usable.isEmpty()
          ? others.check(chain, domain, target)
          : judged(chain, domain, target.host(), usable)
              .map(verdict -> new Verdict(verdict.isVerified(), true, verdict.reason()));
    }
    return others
        .check(chain, domain, target)
        .compose(verdict ->
            verdict.isFinal() || chain.isEmpty()
                ? Future.succeededFuture(verdict)
                : known(chain, domain, verdict));
  }

  /** Whether the peer's own records speak of the certificate that it shows. */
  private Future<Verdict> known(List<X509Certificate> chain, String domain, Verdict otherwise) {
    return targets
        .find(domain)
        .compose(found -> {
          var usable =
              DaneRules.usable(
                  found.stream()
                      .map(Target::associations)
                      .distinct()
                      .flatMap(List::stream)
                      .toList());
          return usable.isEmpty()
              ? Future.succeededFuture(otherwise)
              : judged(chain, domain, domain, usable)
                  .map(verdict -> verdict.isVerified() ? verdict : otherwise);
        })
        .otherwise(otherwise);
  }

  private Future<Verdict> judged(
      List<X509Certificate> chain, String domain, String host, List<Association> usable) {
    if (chain.isEmpty()) {
      return Future.succeededFuture(new Verdict(false, "no certificate was shown"));
    }
    if (DaneRules.vouchForPeer(usable, chain.get(0))) {
      return Future.succeededFuture(new Verdict(true, "a TLSA record vouches for it"));
    }
    return worker
        .executeBlocking(() -> byAuthority(chain, domain, host, usable))
        .otherwise(cause -> new Verdict(false, "the certificate cannot be checked: " + cause));
  }

  @MayBlock
  private Verdict byAuthority(
      List<X509Certificate> chain, String domain, String host, List<Association> usable) {
    var result = DaneRules.byAuthority(usable, chain, clock.instant());
    if (result == null) {
      return new Verdict(false, "no TLSA record fits it");
    }
    var names = PresentedNames.of(chain.get(0));
    if (!names.include(domain) && !names.includeHost(host)) {
      return new Verdict(false, "the certificate names " + names + ", not " + domain);
    }
    return new Verdict(
        result.isTrusted(), "an authority that a TLSA record names: it " + result.reason());
  }
}
