package dev.parley.core.storage;

import java.util.List;

/**
 * All that a password of an account can be checked against.
 *
 * @param account with the keys of its own password
 * @param appPasswords keys of its app passwords
 */
public record AccountKeys(Account account, List<AppKey> appPasswords) {
  public AccountKeys {
    appPasswords = List.copyOf(appPasswords);
  }

  /**
   * A key of an app password; salt and iterations are those of the account's own key for the same
   * mechanism.
   *
   * @param id of the app password
   */
  public record AppKey(String id, ScramKey key) {}
}
