package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts of all domains. All fail with {@link StorageException}; JIDs are bare. */
public interface AccountStore {

  /** Adds an account; fails with kind {@code CONFLICT} if there is one with this JID. */
  Future<Void> create(Account account);

  /** The account, empty if there is none. */
  Future<Optional<Account>> find(Jid account);

  /** The account with all that passwords are checked against, empty if there is none. */
  Future<Optional<AccountKeys>> credentials(Jid account);

  /**
   * Replaces all keys for those of another password: what was given out for the old one goes, all
   * tokens and app passwords, and what is announced (XEP-0357). False if there is no such account.
   */
  Future<Boolean> setKeys(Jid account, List<ScramKey> keys);

  /**
   * Puts better keys of the same password, each in place of the one for its mechanism.
   *
   * @param proof the key that the password was checked against
   * @return false if the account no longer has that key: its password is another now
   */
  Future<Boolean> upgradeKeys(Jid account, ScramKey proof, List<ScramKey> better);

  /**
   * Lets the account log in, or not, and then its tokens go and what is announced; false if there
   * is no such account.
   */
  Future<Boolean> setEnabled(Jid account, boolean enabled);

  /**
   * Removes the account and all that any store holds of it, at once: a later owner of the name
   * inherits nothing, and writes for it that come late fail. False if there is no such account.
   */
  Future<Boolean> delete(Jid account);

  /**
   * A page of a domain's accounts in the order of their JIDs' code points.
   *
   * @param after last account of the page before, null for the first page
   * @param limit most accounts on the page, at least 1
   */
  Future<List<Account>> list(String domain, @Nullable Jid after, int limit);

  /** How many accounts a domain has. */
  Future<Long> count(String domain);

  /** When the user was last there, empty if never. */
  Future<Optional<LastActivity>> lastActivity(Jid account);

  /** Remembers when the user was last there; nothing happens if there is no such account. */
  Future<Void> setLastActivity(Jid account, LastActivity activity);
}
