package dev.parley.modules.auth;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The checks of one attempt: the throttle is asked before anything is looked at. */
final class Checks implements CredentialSource {
  private final CredentialSource source;
  private final LoginThrottle throttle;
  private final String address;
  private @Nullable Jid account;
  private LoginThrottle.@Nullable Attempt attempt;

  Checks(CredentialSource source, LoginThrottle throttle, String address) {
    this.source = source;
    this.throttle = throttle;
    this.address = address;
  }

  /** The account the client claims; null if it has not come so far. */
  @Nullable Jid account() {
    return account;
  }

  /** The client was who it said. */
  void succeeded() {
    if (attempt != null) {
      attempt.succeeded();
    }
  }

  /** Nothing could be checked: the attempt does not count. */
  void withdraw() {
    if (attempt != null) {
      attempt.withdraw();
    }
  }

  /** IP address of the client. */
  String address() {
    return address;
  }

  @Override
  public boolean offersScram() {
    return source.offersScram();
  }

  /**
   * Counts the attempt before a proof is checked for which {@link #scramKeys} has given the keys.
   *
   * @throws SaslException if too many have failed meanwhile
   */
  void beforeProof() {
    if (account != null && attempt == null) {
      admit(account);
    }
  }

  private void admit(Jid claimed) {
    account = claimed;
    attempt = throttle.admit(claimed, address);
    if (attempt == null) {
      throw SaslException.throttled();
    }
  }

  /** Asks the throttle without counting: the keys alone check nothing. */
  @Override
  public Future<ScramSecret> scramKeys(Jid claimed, ScramHash hash) {
    account = claimed;
    return throttle.allows(claimed, address)
        ? source.scramKeys(claimed, hash)
        : Future.failedFuture(SaslException.throttled());
  }

  @Override
  public Future<Standing> checkPassword(Jid claimed, String password) {
    admit(claimed);
    return source.checkPassword(claimed, password);
  }

  @Override
  public Future<Standing> standing(Jid claimed) {
    admit(claimed);
    return source.standing(claimed);
  }
}
