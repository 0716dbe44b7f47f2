package dev.parley.core.auth;

import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.util.Optional;

/**
 * Checks names and passwords against our own accounts. The same is read, derived and compared
 * whether an account exists or not, and nothing is cached: how long an answer takes tells nobody
 * whose account exists or who was here lately.
 */
public final class StoredCredentials implements CredentialSource, AuthenticationProvider {
  /** The keys that passwords themselves are checked against. */
  private static final ScramHash PASSWORD_HASH = ScramHash.SHA_256;

  private final AccountStore accounts;
  private final PasswordHasher hasher;
  private final FakeKeys fakes;

  /** Checks against a store; {@code fakes} answer for names that nobody has. */
  public StoredCredentials(AccountStore accounts, PasswordHasher hasher, FakeKeys fakes) {
    this.accounts = accounts;
    this.hasher = hasher;
    this.fakes = fakes;
  }

  @Override
  public boolean offersScram() {
    return true;
  }

  @Override
  public Future<ScramSecret> scramKeys(Jid account, ScramHash hash) {
    return accounts.find(account).map(found -> secret(account, hash, found));
  }

  private ScramSecret secret(Jid account, ScramHash hash, Optional<Account> found) {
    ScramKey key = fakes.of(account, hash);
    Standing standing = Standing.UNKNOWN;
    if (found.isPresent()) {
      for (ScramKey stored : found.get().keys()) {
        if (stored.mechanism().equals(hash.mechanism())) {
          key = stored;
          standing = standing(found.get());
        }
      }
    }
    return new ScramSecret(key, standing);
  }

  @Override
  public Future<Standing> checkPassword(Jid account, String password) {
    Password prepared;
    try {
      prepared = Password.of(password);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(SaslException.notAuthorized());
    }
    return scramKeys(account, PASSWORD_HASH)
        .compose(secret ->
            hasher
                .fits(secret.key(), PASSWORD_HASH, prepared)
                .map(fits -> {
                  if (!fits || secret.standing() == Standing.UNKNOWN) {
                    throw SaslException.notAuthorized();
                  }
                  return secret.standing();
                }));
  }

  @Override
  public Future<Standing> standing(Jid account) {
    return accounts
        .find(account)
        .map(found -> found.map(StoredCredentials::standing).orElse(Standing.UNKNOWN));
  }

  private static Standing standing(Account account) {
    return account.enabled() ? Standing.ENABLED : Standing.DISABLED;
  }

  /**
   * Checks our accounts for any user of Vert.x's authentication.
   *
   * @param credentials a {@link UsernamePasswordCredentials} with a bare JID
   * @return fails with {@link SaslException} if they are wrong or the account is switched off
   */
  @Override
  public Future<User> authenticate(Credentials credentials) {
    if (!(credentials instanceof UsernamePasswordCredentials given)) {
      return Future.failedFuture(SaslException.notAuthorized());
    }
    Jid account;
    try {
      given.checkValid(null);
      account = Jid.parse(given.getUsername()).bare();
    } catch (RuntimeException e) {
      return Future.failedFuture(SaslException.notAuthorized());
    }
    return checkPassword(account, given.getPassword())
        .map(standing -> {
          standing.check();
          return User.fromName(account.toString());
        });
  }
}
