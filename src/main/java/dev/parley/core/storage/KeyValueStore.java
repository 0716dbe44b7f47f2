package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Values per account and key in a named store, for example {@code blocklist}; they go when the
 * account goes. All fail with {@link StorageException}, which is of kind {@code BROKEN} for a value
 * that cannot be decoded and {@code NO_ACCOUNT} for a write to an account that does not exist.
 */
public interface KeyValueStore<V> {

  /** The account's only value, empty if none was put. */
  default Future<Optional<V>> get(Jid account) {
    return get(account, "");
  }

  /** Puts the account's only value; completes once it would survive a crash. */
  default Future<Void> put(Jid account, V value) {
    return put(account, "", value);
  }

  /** Removes the account's only value, if there is one. */
  default Future<Void> remove(Jid account) {
    return remove(account, "");
  }

  /** The account's value under a key, empty if none was put. */
  Future<Optional<V>> get(Jid account, String key);

  /** All of the account's values by their keys, for stores of which accounts have few. */
  Future<Map<String, V>> all(Jid account);

  /** The bytes of all the account's values together, as they are stored. */
  Future<Long> bytes(Jid account);

  /** The bytes of the account's value under a key, 0 if none was put. */
  Future<Long> bytes(Jid account, String key);

  /** Puts the account's value under a key; completes once it would survive a crash. */
  Future<Void> put(Jid account, String key, V value);

  /** Removes the account's value under a key, if there is one. */
  Future<Void> remove(Jid account, String key);
}
