package dev.parley.core.federation;

import dev.parley.core.MayBlock;
import dev.parley.core.tls.CertificateProblem;
import dev.parley.core.tls.ChainCheck;
import dev.parley.core.tls.TrustAnchors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Believes certificates that name the domain and that a trusted authority has signed. Signatures
 * are checked on a thread of its own.
 */
public final class CertificateIdentity implements PeerIdentity {
  private final WorkerExecutor worker;
  private final Supplier<@Nullable Path> authorities;
  private final InstantSource clock;
  private final TrustAnchors anchors = new TrustAnchors();

  /**
   * @param authorities PEM file of authorities beside those of the runtime; null for none
   */
  public CertificateIdentity(
      Vertx vertx, Supplier<@Nullable Path> authorities, InstantSource clock) {
    this.worker = vertx.createSharedWorkerExecutor("certificates", 1);
    this.authorities = authorities;
    this.clock = clock;
  }

  @Override
  public Future<Verdict> check(
      List<X509Certificate> chain, String domain, @Nullable Target target) {
    if (chain.isEmpty()) {
      return Future.succeededFuture(new Verdict(false, "no certificate was shown"));
    }
    var names = PresentedNames.of(chain.get(0));
    if (!names.include(domain) && !isNamedBySecureDns(names, domain, target)) {
      return Future.succeededFuture(
          new Verdict(false, "the certificate names " + names + ", not " + domain));
    }
    return signed(chain);
  }

  /**
   * Checks the certificate of a website (RFC 9110 §4.3.4); otherwise like {@link #check}.
   *
   * @param host in A-labels
   */
  Future<Verdict> checkHost(List<X509Certificate> chain, String host) {
    if (chain.isEmpty()) {
      return Future.succeededFuture(new Verdict(false, "no certificate was shown"));
    }
    var names = PresentedNames.of(chain.get(0));
    return names.includeHost(host.toLowerCase(Locale.ROOT))
        ? signed(chain)
        : Future.succeededFuture(
            new Verdict(false, "the certificate names " + names + ", not " + host));
  }

  private Future<Verdict> signed(List<X509Certificate> chain) {
    return worker
        .executeBlocking(() -> signatures(chain))
        .otherwise(cause -> new Verdict(false, "the certificate cannot be checked: " + cause));
  }

  /** The name that signed records lead to is as good as the domain's (RFC 7673 §4.1). */
  private static boolean isNamedBySecureDns(
      PresentedNames names, String domain, @Nullable Target target) {
    return target != null
        && target.isSecure()
        && target.domain().equals(domain)
        && names.includeHost(target.host());
  }

  @MayBlock
  private Verdict signatures(List<X509Certificate> chain) {
    try {
      var result = ChainCheck.check(chain, anchors.with(authorities.get()), clock.instant());
      return new Verdict(result.isTrusted(), "the certificate " + result.reason());
    } catch (CertificateProblem unusable) {
      return new Verdict(false, "s2s.authorities cannot be used: " + unusable.getMessage());
    }
  }
}
