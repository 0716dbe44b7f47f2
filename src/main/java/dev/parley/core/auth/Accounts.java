package dev.parley.core.auth;

import dev.parley.core.bus.ToAccounts;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and removes accounts. Whatever takes an account's right to be logged in also ends
 * its sessions. All JIDs are bare.
 *
 * <p>Futures fail with {@link StorageException}, and those that hash a password with {@code
 * SaslException} too if too many are being hashed.
 */
public final class Accounts {
  private final AccountStore store;
  private final PasswordHasher hasher;
  private final Clock clock;
  private final Consumer<ToAccounts> announce;
  private final AccountChanges changes = new AccountChanges();
  private volatile Function<Jid, Future<?>> farewell = account -> Future.succeededFuture();

  /**
   * Works on a store.
   *
   * @param announce hears of each change once it is stored
   */
  public Accounts(
      AccountStore store, PasswordHasher hasher, Clock clock, Consumer<ToAccounts> announce) {
    this.store = store;
    this.hasher = hasher;
    this.clock = clock;
    this.announce = announce;
  }

  /**
   * Has something done before an account is deleted, while its data are still there; if that fails,
   * the account stays. What was asked for before comes first.
   */
  public void onFarewell(Function<Jid, Future<?>> task) {
    Function<Jid, Future<?>> before = farewell;
    farewell = account -> before.apply(account).compose(done -> task.apply(account));
  }

  /** What happened lately to accounts, for logins under way. */
  public AccountChanges changes() {
    return changes;
  }

  /** Makes an account; fails with kind {@code CONFLICT} if there is one with this JID. */
  public Future<Void> create(Jid account, Password password) {
    return hasher
        .keys(password)
        .compose(keys ->
            store.create(
                new Account(account, true, clock.instant().truncatedTo(ChronoUnit.MILLIS), keys)))
        .onSuccess(created -> announce.accept(new ToAccounts.Created(account)));
  }

  /**
   * Changes the password and ends all sessions.
   *
   * @param except a session that goes on: that of the user who made the change; null for none
   * @return false if there is no such account
   */
  public Future<Boolean> changePassword(Jid account, Password password, @Nullable Jid except) {
    return hasher
        .keys(password)
        .compose(keys -> store.setKeys(account, keys))
        .onSuccess(changed -> end(changed, new ToAccounts.Locked(account, except)));
  }

  /**
   * Lets an account log in, or no longer: then its sessions end.
   *
   * @return false if there is no such account
   */
  public Future<Boolean> setEnabled(Jid account, boolean enabled) {
    return store
        .setEnabled(account, enabled)
        .onSuccess(changed -> end(changed && !enabled, new ToAccounts.Locked(account, null)));
  }

  /**
   * Ends the sessions of an account, which may log in again at once.
   *
   * @return false if there is no such account
   */
  public Future<Boolean> endSessions(Jid account) {
    return exists(account).onSuccess(found -> end(found, new ToAccounts.SessionsEnded(account)));
  }

  /**
   * Removes an account with all that is kept for it, and ends its sessions.
   *
   * @return false if there is no such account
   */
  public Future<Boolean> delete(Jid account) {
    return farewell
        .apply(account)
        .compose(told -> store.delete(account))
        .onSuccess(deleted -> end(deleted, new ToAccounts.Deleted(account)));
  }

  /** Where accounts are kept. */
  AccountStore store() {
    return store;
  }

  /** What makes keys of passwords. */
  PasswordHasher hasher() {
    return hasher;
  }

  /** Some may not enter an account any more. */
  void revoked(ToAccounts.AccessRevoked news) {
    end(true, news);
  }

  private void end(boolean changed, ToAccounts news) {
    if (changed) {
      changes.ended(news.account());
      announce.accept(news);
    }
  }

  /** True if there is such an account, enabled or not. */
  public Future<Boolean> exists(Jid account) {
    return store.find(account).map(found -> found.isPresent());
  }

  /**
   * A page of a domain's accounts in the order of their JIDs.
   *
   * @param after last account of the page before, null for the first page
   * @param limit most accounts on the page, at least 1
   */
  public Future<List<Account>> list(String domain, @Nullable Jid after, int limit) {
    return store.list(domain, after, limit);
  }
}
