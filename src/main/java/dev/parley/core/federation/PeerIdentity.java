package dev.parley.core.federation;

import io.vertx.core.Future;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether a certificate is that of a domain's server (RFC 6120 §13.7, RFC 9525). */
public interface PeerIdentity {
  /**
   * Checks what a peer has shown in a TLS handshake that accepted any certificate. What a
   * certificate is for does not matter: authorities no longer issue them for clients.
   *
   * @param chain the peer's own certificate first; empty if it has shown none
   * @param domain that the peer is to be, in the form that a JID has
   * @param target where this server has connected to; null if the peer has connected
   * @return completes on any context; never fails
   */
  Future<Verdict> check(List<X509Certificate> chain, String domain, @Nullable Target target);

  /**
   * What a certificate proves.
   *
   * @param isVerified whether it is the domain's
   * @param isFinal whether nothing else can prove that: it is, or the domain itself says in DNS
   *     that it is not (RFC 6698 §2.1)
   * @param reason why not, or by what, in a few words for the operator
   */
  record Verdict(boolean isVerified, boolean isFinal, String reason) {
    /** One that leaves other proofs, if it is not. */
    public Verdict(boolean isVerified, String reason) {
      this(isVerified, isVerified, reason);
    }
  }
}
