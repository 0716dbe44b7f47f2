package dev.parley.transport.s2s;

import dev.parley.core.auth.sasl.SaslElements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the peer that has opened a stream shows by its certificate who it is (XEP-0178 §3). */
final class PeerProof {
  private static final int MAX_FAILURES = 3;

  private final IncomingStream stream;
  private boolean certified;
  private boolean authenticated;
  private int failures;

  PeerProof(IncomingStream stream) {
    this.stream = stream;
  }

  /** Whether its certificate is valid for the domain that it has named. */
  void certified(boolean valid) {
    certified = valid;
  }

  boolean isCertified() {
    return certified;
  }

  /** Whether it has shown it. */
  boolean isAuthenticated() {
    return authenticated;
  }

  /**
   * Takes an element of SASL.
   *
   * @param us whom the peer wants, null if it has not said
   * @param claimed who it says it is, null if it has not
   */
  void accept(Element element, @Nullable Jid us, @Nullable Jid claimed) {
    try {
      if (!SaslElements.isAuth(element) || authenticated || !stream.isSecure()) {
        refuse(SaslError.MALFORMED_REQUEST);
        return;
      }
      SaslElements.Auth auth = SaslElements.parseAuth(element);
      if (!S2sElements.isExternal(auth.mechanism())) {
        refuse(SaslError.INVALID_MECHANISM);
      } else {
        external(auth.initial(), us, claimed);
      }
    } catch (SaslException wrong) {
      refuse(wrong.error());
    }
  }

  /** XEP-0178 §3 steps 11 and 12. */
  private void external(byte @Nullable [] initial, @Nullable Jid us, @Nullable Jid claimed) {
    if (!certified || us == null || claimed == null) {
      refuse(SaslError.NOT_AUTHORIZED);
      return;
    }
    String identity = initial == null ? "" : new String(initial, StandardCharsets.UTF_8);
    if (!identity.isEmpty() && !identity.equals(claimed.toString())) {
      refuse(SaslError.INVALID_AUTHZID);
      return;
    }
    // Nothing goes back before the stream has begun anew.
    authenticated = true;
    if (!stream.prove(new DomainPair(us.domain(), claimed.domain()))) {
      authenticated = false;
      refuse(SaslError.TEMPORARY_AUTH_FAILURE);
    } else {
      stream.wire().write(SaslElements.success(null));
      stream.beginAnew();
    }
  }

  private void refuse(SaslError error) {
    stream.wire().write(SaslElements.failure(error, null));
    if (++failures >= MAX_FAILURES) {
      throw new StreamException(Condition.POLICY_VIOLATION, "too many failed authentications");
    }
  }
}
