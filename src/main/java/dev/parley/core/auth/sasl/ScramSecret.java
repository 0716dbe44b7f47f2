package dev.parley.core.auth.sasl;

import dev.parley.core.storage.ScramKey;

/**
 * What SCRAM needs to know of an account.
 *
 * @param key of the account, or made up for one that does not exist
 * @param standing counts only after the client has proved that it knows the password
 */
public record ScramSecret(ScramKey key, Standing standing) {}
