package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.bus.ToAccounts;
import dev.parley.core.storage.AccountKeys;
import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.AppPasswordStore;
import dev.parley.core.storage.Device;
import dev.parley.core.storage.DeviceStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Further passwords of accounts, each for one client. They are made here, with 100 random bits, and
 * work wherever the account's own does. Their keys have the salt of the account's own key, so that
 * one exchange tells which of them a client knows.
 */
public final class AppPasswords {
  /** Letters and digits that are not taken for each other. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 5;
  private static final int GROUP_LENGTH = 4;
  private static final int ID_LENGTH = 9;

  private final AppPasswordStore store;
  private final DeviceStore devices;
  private final Accounts accounts;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Keeps them in a storage; {@code accounts} end what is revoked. */
  public AppPasswords(Storage storage, Accounts accounts, Clock clock) {
    this.store = storage.appPasswords();
    this.devices = storage.devices();
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * A new one.
   *
   * @param password itself, which is shown once and not kept
   */
  public record Made(AppPassword appPassword, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return appPassword.toString();
    }
  }

  /**
   * Makes one.
   *
   * @param name as the owner calls it
   * @return empty if there is no such account; fails with a storage exception
   */
  public Future<Optional<Made>> add(Jid account, String name) {
    return accounts
        .store()
        .credentials(account)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : add(found.get(), name).map(Optional::of));
  }

  private Future<Made> add(AccountKeys known, String name) {
    String password = password();
    Jid account = known.account().jid();
    var made = new AppPassword(id(), name, clock.instant().truncatedTo(ChronoUnit.MILLIS), null);
    return accounts
        .hasher()
        .keysLike(Password.of(password), patterns(known))
        .compose(keys -> store.add(account, made, keys))
        .map(added -> new Made(made, password));
  }

  /** Keys of which the salt is to be used: the account's own, or that of its app passwords. */
  private List<ScramKey> patterns(AccountKeys known) {
    List<ScramKey> patterns = new ArrayList<>();
    for (ScramHash hash : ScramHash.values()) {
      patterns.add(
          Stream.concat(
                  known.account().keys().stream(),
                  known.appPasswords().stream().map(AccountKeys.AppKey::key))
              .filter(key -> key.mechanism().equals(hash.mechanism()))
              .findFirst()
              .orElseGet(() -> pattern(hash)));
    }
    return patterns;
  }

  private ScramKey pattern(ScramHash hash) {
    byte[] salt = new byte[ScramKeys.SALT_LENGTH];
    random.nextBytes(salt);
    return new ScramKey(
        hash.mechanism(), accounts.hasher().iterations(), salt, new byte[0], new byte[0]);
  }

  private String password() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private String id() {
    byte[] id = new byte[ID_LENGTH];
    random.nextBytes(id);
    // No hyphen in front: it would look like an option on a command line.
    return "a" + Base64.getUrlEncoder().encodeToString(id);
  }

  /** All of an account, the oldest first; fails with a storage exception. */
  public Future<List<AppPassword>> list(Jid account) {
    return store.list(account);
  }

  /**
   * Ends one, and what the devices have that came in with it.
   *
   * @return false if there is none of that id
   */
  public Future<Boolean> revoke(Jid account, String id) {
    return devices
        .list(account)
        .compose(all ->
            store
                .remove(account, id)
                .onSuccess(removed -> {
                  if (removed) {
                    end(account, id, all);
                  }
                }));
  }

  private void end(Jid account, String id, List<Device> all) {
    accounts.revoked(new ToAccounts.AccessRevoked(account, null, id));
    for (Device device : all) {
      if (id.equals(device.appPassword()) && !device.password()) {
        devices.remove(account, device.id());
        accounts.revoked(new ToAccounts.AccessRevoked(account, device.id(), null));
      }
    }
  }
}
