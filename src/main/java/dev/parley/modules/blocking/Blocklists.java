package dev.parley.modules.blocking;

import dev.parley.core.home.AccountState;
import dev.parley.core.home.Screen;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** The blocklists of a home's live accounts; only those that are not empty take space. */
final class Blocklists implements AccountState, Screen {
  private final KeyValueStore<Blocklist> store;
  private final Map<Jid, Blocklist> lists = new HashMap<>();

  Blocklists(KeyValueStore<Blocklist> store) {
    this.store = store;
  }

  @Override
  public Future<?> load(Jid account) {
    return store.get(account).onSuccess(found -> found.ifPresent(list -> keep(account, list)));
  }

  @Override
  public void drop(Jid account) {
    lists.remove(account);
  }

  Blocklist of(Jid account) {
    return lists.getOrDefault(account, Blocklist.EMPTY);
  }

  /** Completes, with the list in force, once it would survive a crash. */
  Future<Void> put(Jid account, Blocklist list) {
    Future<Void> stored = list.isEmpty() ? store.remove(account) : store.put(account, list);
    return stored.onSuccess(done -> keep(account, list));
  }

  private void keep(Jid account, Blocklist list) {
    if (list.isEmpty()) {
      lists.remove(account);
    } else {
      lists.put(account, list);
    }
  }

  @Override
  public boolean blocks(Jid account, Jid peer) {
    Blocklist list = lists.get(account);
    return list != null && !peer.bare().equals(account) && list.matches(peer);
  }

  @Override
  public boolean isActive(Jid account) {
    return lists.containsKey(account);
  }
}
