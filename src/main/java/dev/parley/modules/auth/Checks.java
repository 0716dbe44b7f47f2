package dev.parley.modules.auth;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.function.Supplier;
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

  @Override
  public Future<ScramSecret> scramKeys(Jid claimed, ScramHash hash) {
    return check(claimed, () -> source.scramKeys(claimed, hash));
  }

  @Override
  public Future<Standing> checkPassword(Jid claimed, String password) {
    return check(claimed, () -> source.checkPassword(claimed, password));
  }

  @Override
  public Future<Standing> standing(Jid claimed) {
    return check(claimed, () -> source.standing(claimed));
  }

  private <T> Future<T> check(Jid claimed, Supplier<Future<T>> look) {
    account = claimed;
    attempt = throttle.admit(claimed, address);
    return attempt == null ? Future.failedFuture(SaslException.throttled()) : look.get();
  }
}
