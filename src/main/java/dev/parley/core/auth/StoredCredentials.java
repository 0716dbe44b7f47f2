package dev.parley.core.auth;

import dev.parley.core.auth.sasl.Checked;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.Proof;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountKeys;
import dev.parley.core.storage.AccountKeys.AppKey;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks names and passwords against our own accounts. The same is read, derived and compared
 * whether an account exists or not, and nothing is cached: how long an answer takes tells nobody
 * whose account exists or who was here lately.
 */
public final class StoredCredentials implements CredentialSource, AuthenticationProvider {
  /** The keys that passwords themselves are checked against. */
  private static final ScramHash PASSWORD_HASH = ScramHash.SHA_256;

  private static final Logger LOG = LoggerFactory.getLogger(StoredCredentials.class);

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
    return accounts.credentials(account).map(found -> secret(account, hash, found));
  }

  private ScramSecret secret(Jid account, ScramHash hash, Optional<AccountKeys> found) {
    ScramKey fake = fakes.of(account, hash);
    if (found.isEmpty()) {
      return new ScramSecret(fake, Standing.UNKNOWN);
    }
    List<AppKey> others =
        found.get().appPasswords().stream()
            .filter(other -> other.key().mechanism().equals(hash.mechanism()))
            .toList();
    Standing standing = standing(found.get().account());
    ScramKey own = own(found.get().account(), hash);
    if (own != null) {
      return new ScramSecret(own, standing, others);
    }
    if (others.isEmpty()) {
      return new ScramSecret(fake, Standing.UNKNOWN);
    }
    // The salt of the others, with keys that no password fits.
    ScramKey other = others.get(0).key();
    ScramKey unfit =
        new ScramKey(
            other.mechanism(),
            other.iterations(),
            other.salt(),
            fake.storedKey(),
            fake.serverKey());
    return new ScramSecret(unfit, standing, others);
  }

  private static @Nullable ScramKey own(Account account, ScramHash hash) {
    for (ScramKey stored : account.keys()) {
      if (stored.mechanism().equals(hash.mechanism())) {
        return stored;
      }
    }
    return null;
  }

  @Override
  public Future<Checked> checkPassword(Jid account, String password) {
    Password prepared;
    try {
      prepared = Password.of(password);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(SaslException.notAuthorized());
    }
    return accounts
        .credentials(account)
        .compose(found -> {
          ScramHash hash = found.map(StoredCredentials::hash).orElse(PASSWORD_HASH);
          ScramSecret secret = secret(account, hash, found);
          return hasher
              .storedKey(secret.key(), hash, prepared)
              .map(storedKey -> checked(secret, storedKey))
              .onSuccess(checked -> found.ifPresent(known -> upgrade(known, checked, prepared)));
        });
  }

  /** The hash to check a password with: one of which the account has a key. */
  private static ScramHash hash(AccountKeys known) {
    for (ScramHash hash : List.of(PASSWORD_HASH, ScramHash.SHA_512, ScramHash.SHA_1)) {
      boolean isThere =
          own(known.account(), hash) != null
              || known.appPasswords().stream()
                  .anyMatch(other -> other.key().mechanism().equals(hash.mechanism()));
      if (isThere) {
        return hash;
      }
    }
    return PASSWORD_HASH;
  }

  private static Checked checked(ScramSecret secret, byte[] storedKey) {
    Proof proof =
        MessageDigest.isEqual(secret.key().storedKey(), storedKey)
            ? Proof.password(secret.key())
            : null;
    for (AppKey other : secret.appPasswords()) {
      if (MessageDigest.isEqual(other.key().storedKey(), storedKey) && proof == null) {
        proof = Proof.appPassword(other.id());
      }
    }
    if (proof == null || secret.standing() == Standing.UNKNOWN) {
      throw SaslException.notAuthorized();
    }
    return new Checked(secret.standing(), proof);
  }

  /**
   * The password itself is at hand: keys that are missing or were made with fewer iterations than
   * the configuration asks for now are made anew. App passwords share the salts, so not with those.
   */
  private void upgrade(AccountKeys known, Checked checked, Password password) {
    ScramKey proof = checked.proof().key();
    boolean isBetter =
        known.account().keys().size() < ScramHash.values().length
            || known.account().keys().stream()
                .anyMatch(key -> key.iterations() < hasher.iterations());
    if (proof == null || !isBetter || !known.appPasswords().isEmpty()) {
      return;
    }
    Jid account = known.account().jid();
    hasher
        .keys(password)
        .compose(keys -> accounts.upgradeKeys(account, proof, keys))
        .onFailure(
            cause -> LOG.debug("keys of {} stay as they are: {}", account, cause.toString()));
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
        .map(checked -> {
          checked.standing().check();
          return User.fromName(account.toString());
        });
  }
}
