package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What the server does next in an exchange that has not failed. */
public sealed interface Step {
  /**
   * The client is to answer.
   *
   * @param data may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Challenge(byte[] data) implements Step {}

  /**
   * The client is who it says.
   *
   * @param account bare JID
   * @param data goes with the success, for example the proof that the server knows the account too;
   *     null for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Success(Jid account, Proof proof, byte @Nullable [] data) implements Step {
    /** True if the account exists only as long as its session (XEP-0175). */
    public boolean anonymous() {
      return proof.kind() == Proof.Kind.NOTHING;
    }
  }
}
