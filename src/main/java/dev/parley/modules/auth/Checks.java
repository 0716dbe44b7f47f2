package dev.parley.modules.auth;

import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.Wishes;
import dev.parley.core.auth.sasl.Checked;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.core.auth.sasl.TokenSecret;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of one attempt: the throttle is asked before anything is looked at. */
final class Checks implements CredentialSource {
  private final CredentialSource source;
  private final LoginThrottle throttle;
  private final LoginRecords records;
  private final String address;
  private final @Nullable Wishes wishes;
  private @Nullable Jid account;
  private LoginThrottle.@Nullable Attempt attempt;

  Checks(AuthSettings settings, String address, @Nullable Wishes wishes) {
    this.source = settings.credentials();
    this.throttle = settings.throttle();
    this.records = settings.records();
    this.address = address;
    this.wishes = wishes;
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
  public Future<Checked> checkPassword(Jid claimed, String password) {
    admit(claimed);
    return source.checkPassword(claimed, password);
  }

  @Override
  public Future<List<TokenSecret>> tokens(Jid claimed, SaslMechanism mechanism) {
    admit(claimed);
    return records.tokens(claimed, wishes == null ? null : wishes.device(claimed), mechanism);
  }

  @Override
  public Future<Standing> standing(Jid claimed) {
    admit(claimed);
    return source.standing(claimed);
  }
}
