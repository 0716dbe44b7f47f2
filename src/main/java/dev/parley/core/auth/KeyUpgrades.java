package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.config.AuthConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountKeys;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Better keys of a password, made with the help of a client that has shown it (XEP-0480). */
public final class KeyUpgrades {
  private static final String PREFIX = "UPGR-";

  private final AccountStore accounts;
  private final Supplier<AuthConfig> config;
  private final SecureRandom random = new SecureRandom();

  /**
   * Puts keys into a store.
   *
   * @param config as it is at the time of asking
   */
  public KeyUpgrades(AccountStore accounts, Supplier<AuthConfig> config) {
    this.accounts = accounts;
    this.config = config;
  }

  /**
   * One task.
   *
   * @param salt to be used, not empty
   * @param iterations to be used
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Task(ScramHash hash, byte[] salt, int iterations) {
    /** Its name on the wire. */
    public String name() {
      return PREFIX + hash.mechanism();
    }
  }

  /** The names of the tasks for mechanisms that are offered (§2.1). */
  public static List<String> names(AuthConfig config) {
    List<String> names = new ArrayList<>();
    for (AuthConfig.Mechanism mechanism : config.mechanisms()) {
      if (mechanism != AuthConfig.Mechanism.PLAIN) {
        names.add(PREFIX + mechanism.wireName());
      }
    }
    return names;
  }

  /**
   * The tasks that a client can do and the account needs: those whose key is missing, or has fewer
   * iterations than the configuration asks for.
   *
   * @param wanted names the client has sent (§2.2)
   */
  public Future<List<Task>> needed(Jid account, List<String> wanted) {
    if (wanted.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return accounts.credentials(account).map(found -> needed(found, wanted));
  }

  private List<Task> needed(Optional<AccountKeys> found, List<String> wanted) {
    List<Task> tasks = new ArrayList<>();
    List<String> offered = names(config.get());
    for (ScramHash hash : ScramHash.values()) {
      String name = PREFIX + hash.mechanism();
      if (found.isPresent() && wanted.contains(name) && offered.contains(name)) {
        task(found.get(), hash).ifPresent(tasks::add);
      }
    }
    return tasks;
  }

  private Optional<Task> task(AccountKeys known, ScramHash hash) {
    Account account = known.account();
    int iterations = config.get().scramIterations();
    Optional<ScramKey> own = account.keys().stream().filter(key -> isFor(key, hash)).findFirst();
    // App passwords have the salt of the account's key, which must stay or become theirs.
    Optional<ScramKey> other =
        known.appPasswords().stream()
            .map(AccountKeys.AppKey::key)
            .filter(key -> isFor(key, hash))
            .findFirst();
    if (own.isPresent() && (other.isPresent() || own.get().iterations() >= iterations)) {
      return Optional.empty();
    }
    return Optional.of(
        other
            .map(key -> new Task(hash, key.salt(), key.iterations()))
            .orElseGet(() -> new Task(hash, salt(), iterations)));
  }

  private static boolean isFor(ScramKey key, ScramHash hash) {
    return key.mechanism().equals(hash.mechanism());
  }

  private byte[] salt() {
    byte[] salt = new byte[ScramKeys.SALT_LENGTH];
    random.nextBytes(salt);
    return salt;
  }

  /**
   * Puts the key that a client has made.
   *
   * @param proof the key that its password was checked against
   * @param salted SaltedPassword (RFC 5802 §3), of the hash's length
   * @return the new key; empty if the password is another by now
   */
  public Future<Optional<ScramKey>> put(Jid account, ScramKey proof, Task task, byte[] salted) {
    ScramKey key = ScramKeys.of(task.hash(), salted, task.salt(), task.iterations());
    return accounts
        .upgradeKeys(account, proof, List.of(key))
        .map(isPut -> isPut ? Optional.of(key) : Optional.empty());
  }
}
