package dev.parley.transport.s2s;

import dev.parley.core.config.FederationPolicy.Proof;
import dev.parley.core.federation.PeerIdentity;
import dev.parley.protocol.jid.DomainName;
import dev.parley.protocol.xml.Element;

/**
 * How a stream that we have opened is encrypted, and its peer recognised, before anything of ours
 * is sent (RFC 6120 §5.4.3, §13.7.2).
 */
final class Recognition {
  private final OutgoingStream stream;
  private final DomainPair pair;
  private boolean certified;

  Recognition(OutgoingStream stream, DomainPair pair) {
    this.stream = stream;
    this.pair = pair;
  }

  /** Whether the peer's certificate is valid for its domain. */
  boolean isCertified() {
    return certified;
  }

  /** The peer's answer to {@code <starttls/>}. What came behind it in clear counts for nothing. */
  void secure(Element answer) {
    if (stream.progress() != Progress.SECURING
        || stream.isSecure()
        || !answer.name().equals("proceed")) {
      stream.fail(Failure.Kind.REFUSED, "it refuses TLS");
      return;
    }
    if (!stream.wire().discardBuffered()) {
      stream.fail(Failure.Kind.UNTRUSTED, "somebody has written into the stream before TLS");
      return;
    }
    stream.wire().suspend();
    stream
        .wire()
        .connectTls(
            stream.services().tls().get().outgoing(pair.local(), false),
            DomainName.toAscii(pair.remote()))
        .onSuccess(secure -> {
          stream.open();
          stream.wire().resume();
        })
        .onFailure(cause -> stream.abandon("no TLS: " + Reasons.of(cause)));
  }

  /** Checks the certificate of the peer. */
  void begin() {
    stream.wire().suspend();
    stream
        .services()
        .identity()
        .check(stream.chain(), pair.remote(), stream.target())
        .onComplete(verdict -> stream.context().runOnContext(here -> checked(verdict.result())));
  }

  private void checked(PeerIdentity.Verdict verdict) {
    if (stream.isClosed()) {
      return;
    }
    if (!verdict.isVerified()
        && (verdict.isFinal() || stream.services().proof(pair.remote()) != Proof.DIALBACK)) {
      stream.fail(Failure.Kind.UNTRUSTED, "its certificate: " + verdict.reason());
    } else {
      certified = verdict.isVerified();
      stream.recognised();
    }
    stream.wire().resume();
  }
}
