package dev.parley.core.auth;

import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountKeys;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.LastActivity;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps accounts in memory, answers at once, and fails while told to. */
public final class MemoryAccounts implements AccountStore {
  /** Every account by its JID. */
  public final Map<Jid, Account> accounts = new ConcurrentSkipListMap<>();

  /** What every call fails with; null if none does. */
  public volatile @Nullable StorageException failure;

  /** How many accounts were looked for. */
  public volatile int finds;

  private <T> Future<T> answer(T value) {
    StorageException failing = failure;
    return failing == null ? Future.succeededFuture(value) : Future.failedFuture(failing);
  }

  private Future<Boolean> change(Jid jid, Function<Account, @Nullable Account> change) {
    if (failure != null) {
      return answer(false);
    }
    boolean there = accounts.containsKey(jid);
    accounts.computeIfPresent(jid, (key, account) -> change.apply(account));
    return answer(there);
  }

  @Override
  public Future<Void> create(Account account) {
    if (failure == null && accounts.putIfAbsent(account.jid(), account) != null) {
      return Future.failedFuture(
          new StorageException(StorageException.Kind.CONFLICT, "there is one"));
    }
    return answer(null);
  }

  @Override
  public Future<Optional<Account>> find(Jid account) {
    finds++;
    return answer(Optional.ofNullable(accounts.get(account)));
  }

  @Override
  public Future<Optional<AccountKeys>> credentials(Jid account) {
    return find(account).map(found -> found.map(known -> new AccountKeys(known, List.of())));
  }

  @Override
  public Future<Boolean> upgradeKeys(Jid account, ScramKey proof, List<ScramKey> better) {
    Account known = accounts.get(account);
    if (known == null || !known.keys().contains(proof)) {
      return answer(false);
    }
    List<ScramKey> keys = new ArrayList<>(better);
    for (ScramKey key : known.keys()) {
      if (better.stream().noneMatch(one -> one.mechanism().equals(key.mechanism()))) {
        keys.add(key);
      }
    }
    return setKeys(account, keys);
  }

  @Override
  public Future<Boolean> setKeys(Jid account, List<ScramKey> keys) {
    return change(
        account, old -> new Account(old.jid(), old.enabled(), old.created(), List.copyOf(keys)));
  }

  @Override
  public Future<Boolean> setEnabled(Jid account, boolean enabled) {
    return change(account, old -> new Account(old.jid(), enabled, old.created(), old.keys()));
  }

  @Override
  public Future<Boolean> delete(Jid account) {
    return change(account, old -> null);
  }

  @Override
  public Future<List<Account>> list(String domain, @Nullable Jid after, int limit) {
    List<Account> page = new ArrayList<>();
    for (Account account : accounts.values()) {
      boolean isAfter = after == null || account.jid().compareTo(after) > 0;
      if (account.jid().domain().equals(domain) && isAfter && page.size() < limit) {
        page.add(account);
      }
    }
    return answer(page);
  }

  @Override
  public Future<Long> count(String domain) {
    return answer(accounts.keySet().stream().filter(jid -> jid.domain().equals(domain)).count());
  }

  @Override
  public Future<Optional<LastActivity>> lastActivity(Jid account) {
    return answer(Optional.empty());
  }

  @Override
  public Future<Void> setLastActivity(Jid account, LastActivity activity) {
    return answer(null);
  }
}
