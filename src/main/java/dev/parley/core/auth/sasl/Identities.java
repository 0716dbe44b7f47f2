package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;

/** Names that clients give, and the accounts they mean. */
final class Identities {
  private Identities() {}

  /**
   * The account of a user name: the local part of its JID (RFC 6120 §6.3.7).
   *
   * @throws SaslException {@code not-authorized}: a name that no account can have
   */
  static Jid account(String name, String domain) {
    try {
      return Jid.of(name, domain, null);
    } catch (JidFormatException e) {
      throw SaslException.notAuthorized();
    }
  }

  /**
   * Checks the identity a client asks to act for: none, or its own (RFC 6120 §6.3.8).
   *
   * @param authzid empty for none
   * @throws SaslException {@code invalid-authzid}
   */
  static void checkAuthorization(String authzid, Jid account) {
    if (!authzid.isEmpty() && !authorization(authzid).equals(account)) {
      throw invalid();
    }
  }

  /**
   * The bare JID a client asks to act for.
   *
   * @throws SaslException {@code invalid-authzid} if it is none
   */
  static Jid authorization(String authzid) {
    try {
      Jid jid = Jid.parse(authzid);
      if (jid.isBare() && !jid.isDomain()) {
        return jid;
      }
    } catch (JidFormatException e) {
      // answered below, like an address of the wrong kind
    }
    throw invalid();
  }

  static SaslException invalid() {
    return new SaslException(SaslError.INVALID_AUTHZID, "You may not act for this address");
  }
}
