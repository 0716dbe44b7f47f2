package dev.parley.transport.s2s;

import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;

/**
 * How a stream that we have opened shows the peer who we are: by our certificate if it offers that
 * (XEP-0178), and else by dialback (XEP-0220 §2.1.1).
 */
final class OwnProof {
  private final OutgoingStream stream;
  private final DomainPair pair;
  private boolean knowsDialback;
  private boolean triedExternal;
  private boolean bidi;

  OwnProof(OutgoingStream stream, DomainPair pair) {
    this.stream = stream;
    this.pair = pair;
  }

  /** Whether the header of the peer says that it knows dialback, as before its features did. */
  void knowsDialback(boolean knows) {
    knowsDialback = knows;
  }

  /** Whether the peer may send on this stream, too (XEP-0288). */
  boolean isBidirectional() {
    return bidi;
  }

  /** Begins, in the best way that is offered and was not tried. */
  void show(Element offered) {
    S2sServices services = stream.services();
    if (!bidi && S2sElements.offersBidi(offered)) {
      bidi = true;
      stream.wire().write(S2sElements.bidi(services.limitsFeature(services.limitsAfterProof())));
    }
    if (!triedExternal && S2sElements.offersExternal(offered)) {
      triedExternal = true;
      stream.progress(Progress.AUTHENTICATING);
      stream.wire().write(S2sElements.external(pair.localJid()));
    } else if (!stream.id().isEmpty() && (knowsDialback || Dialback.isOffered(offered))) {
      stream.progress(Progress.DIALING);
      String key = services.keys().of(pair.remoteJid(), pair.localJid(), stream.id());
      stream.write(Dialback.result(pair.localJid(), pair.remoteJid(), key));
    } else {
      stream.fail(Failure.Kind.REFUSED, "it offers no way to authenticate");
    }
  }

  /** The peer's answer to {@code <auth/>}; true if it believes us. */
  boolean isBelieved(Element answer, Element offered) {
    switch (answer.name()) {
      case "success" -> {
        return true;
      }
      case "challenge" ->
          stream.wire().write(Element.builder(SaslElements.NAMESPACE, "response").build());
      default -> show(offered);
    }
    return false;
  }

  /** The peer's answer to dialback; true if it believes us. */
  boolean isBelieved(Dialback answer) {
    if (!answer.from().equals(pair.remoteJid()) || !answer.to().equals(pair.localJid())) {
      throw new StreamException(Condition.POLICY_VIOLATION, "an answer that nobody asked for");
    }
    switch (answer.type()) {
      case VALID -> {
        return true;
      }
      case INVALID -> stream.fail(Failure.Kind.INVALID, "dialback: the key is said to be invalid");
      case ERROR, REQUEST -> stream.fail(Failure.Kind.REFUSED, "dialback: " + answer.error());
    }
    return false;
  }
}
