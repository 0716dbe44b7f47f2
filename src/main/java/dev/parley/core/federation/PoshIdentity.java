package dev.parley.core.federation;

import io.vertx.core.Future;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the website of a domain about a certificate that nobody else believes (RFC 7711). */
public final class PoshIdentity implements PeerIdentity {
  private final Posh posh;
  private final BooleanSupplier isWanted;
  private final PeerIdentity others;
  private final InstantSource clock;

  /**
   * @param isWanted whether websites are asked at all, at the time of asking
   * @param others decide first
   */
  public PoshIdentity(
      Posh posh, BooleanSupplier isWanted, PeerIdentity others, InstantSource clock) {
    this.posh = posh;
    this.isWanted = isWanted;
    this.others = others;
    this.clock = clock;
  }

  @Override
  public Future<Verdict> check(
      List<X509Certificate> chain, String domain, @Nullable Target target) {
    return others
        .check(chain, domain, target)
        .compose(verdict ->
            verdict.isFinal() || chain.isEmpty() || !isWanted.getAsBoolean()
                ? Future.succeededFuture(verdict)
                : posh.about(domain).map(said -> judged(chain.get(0), said, verdict)));
  }

  private Verdict judged(X509Certificate peer, Posh.Said said, Verdict otherwise) {
    boolean isNamed = said.fingerprints().stream().anyMatch(one -> one.isOf(peer));
    if (!isNamed) {
      return otherwise;
    }
    var expiry = peer.getNotAfter().toInstant();
    return clock.instant().isAfter(expiry)
        ? new Verdict(false, "the certificate expired at " + expiry)
        : new Verdict(true, "the website of the domain vouches for it");
  }
}
