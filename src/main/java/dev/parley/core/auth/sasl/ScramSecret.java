package dev.parley.core.auth.sasl;

import dev.parley.core.storage.AccountKeys.AppKey;
import dev.parley.core.storage.ScramKey;
import java.util.List;

/**
 * What SCRAM needs to know of an account.
 *
 * @param key of the account, or made up for one that does not exist
 * @param standing counts only after the client has proved that it knows the password
 * @param appPasswords keys of other passwords, with the same salt and iterations
 */
public record ScramSecret(ScramKey key, Standing standing, List<AppKey> appPasswords) {
  public ScramSecret {
    appPasswords = List.copyOf(appPasswords);
  }

  /** Of an account with one password. */
  public ScramSecret(ScramKey key, Standing standing) {
    this(key, standing, List.of());
  }
}
