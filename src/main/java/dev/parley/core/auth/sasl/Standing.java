package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Whether an account may log in, once it is clear that the client owns it. */
public enum Standing {
  /** It may. */
  ENABLED,
  /** It is switched off. */
  DISABLED,
  /** There is no such account. */
  UNKNOWN;

  /**
   * Goes on only for an account that may log in.
   *
   * @throws SaslException if the account may not log in
   */
  public void check() {
    switch (this) {
      case ENABLED -> {}
      case DISABLED ->
          throw new SaslException(SaslError.ACCOUNT_DISABLED, "This account is switched off");
      case UNKNOWN -> throw SaslException.notAuthorized();
    }
  }

  /**
   * Lets the client in.
   *
   * @throws SaslException if the account may not log in
   */
  Step.Success admit(Jid account, Proof proof, byte @Nullable [] data) {
    check();
    return new Step.Success(account, proof, data);
  }
}
