package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a home that are in memory: loaded when somebody asks for them, forgotten when
 * they are at rest. Used on the home's context only.
 */
final class LiveAccounts {
  /** Tasks that may wait for one account; beyond, a task fails with {@link BusyException}. */
  static final int MAX_WAITING = 10_000;

  /** Accounts without sessions that are kept in memory; beyond, those at rest are forgotten. */
  static final int MAX_IDLE = 4_000;

  /** How long an account without sessions is kept after its last use, in milliseconds. */
  static final long IDLE_MILLIS = 60_000;

  private final Function<Jid, Future<Boolean>> directory;
  private final Map<Jid, LiveAccount> accounts = new HashMap<>();
  private final List<AccountState> states = new ArrayList<>();
  private long now;

  /**
   * Has none yet.
   *
   * @param directory tells whether an account exists
   */
  LiveAccounts(Function<Jid, Future<Boolean>> directory) {
    this.directory = directory;
  }

  /** Adds state that is to be loaded with each account. */
  void keep(AccountState state) {
    states.add(state);
  }

  /** Takes back {@link #keep}. */
  void release(AccountState state) {
    states.remove(state);
  }

  /** The account if it is in memory, loaded or not. */
  @Nullable LiveAccount peek(Jid bare) {
    return accounts.get(bare);
  }

  /** The account if its state is there and nothing waits for it; else null. */
  @Nullable LiveAccount ready(Jid bare) {
    LiveAccount account = accounts.get(bare);
    if (account == null || !account.isLoaded() || !account.lane().isFree()) {
      return null;
    }
    account.touch(now);
    return account;
  }

  /** Does something with an account, in the account's order, once its state is loaded. */
  void with(Jid bare, AccountTask task) {
    LiveAccount account = used(bare);
    if (account.lane().waiting() >= MAX_WAITING) {
      task.failed(new BusyException(bare));
    } else {
      account.lane().run(() -> run(account, task));
    }
  }

  /** Does something that is to be stored, in the account's order; see {@link Lane.Pipelined}. */
  void with(Jid bare, StoringTask task) {
    LiveAccount account = used(bare);
    if (account.lane().waiting() >= MAX_WAITING) {
      task.failed(new BusyException(bare));
    } else {
      task.account(account);
      account.lane().run(task);
    }
  }

  private static void run(LiveAccount account, AccountTask task) {
    Throwable failure = account.failure();
    if (failure == null) {
      task.run(account);
    } else {
      task.failed(failure);
    }
  }

  private LiveAccount used(Jid bare) {
    LiveAccount account = accounts.get(bare);
    if (account == null) {
      account = load(bare);
    }
    account.touch(now);
    return account;
  }

  private LiveAccount load(Jid bare) {
    if (accounts.size() >= MAX_IDLE) {
      sweep(now);
    }
    LiveAccount account = new LiveAccount(bare);
    accounts.put(bare, account);
    Future<Boolean> exists = directory.apply(bare);
    List<Future<?>> loads = new ArrayList<>(states.size() + 1);
    loads.add(exists);
    for (AccountState state : states) {
      loads.add(state.load(bare));
    }
    account
        .lane()
        .hold(
            Future.join(loads)
                .onSuccess(loaded -> account.loaded(exists.result()))
                .onFailure(cause -> {
                  account.failed(cause);
                  drop(account);
                }));
    return account;
  }

  /** Forgets what is at rest. Called every few seconds with the time in milliseconds. */
  void tick(long millis) {
    now = millis;
    sweep(millis - IDLE_MILLIS);
  }

  private void sweep(long untouchedSince) {
    Iterator<LiveAccount> all = accounts.values().iterator();
    while (all.hasNext()) {
      LiveAccount account = all.next();
      if (account.isLoaded()
          && account.touched() <= untouchedSince
          && account.lane().isFree()
          && account.bound() == 0) {
        all.remove();
        dropStates(account.jid());
      }
    }
  }

  /** Forgets an account; it is loaded anew when next used. */
  void drop(LiveAccount account) {
    if (accounts.remove(account.jid(), account)) {
      dropStates(account.jid());
    }
  }

  private void dropStates(Jid account) {
    for (AccountState state : states) {
      state.drop(account);
    }
  }
}
