package dev.parley.core.auth;

import org.jspecify.annotations.Nullable;

/**
 * How a session has come in, and so what it may do.
 *
 * @param temporary true for an account that exists only while it has a session (XEP-0175)
 * @param device the client it runs on, of {@link DeviceId}; null if the client has not said which
 *     it is
 * @param appPassword the id of the app password that let it in; null for the account's own
 *     password, a certificate, or nothing of the kind
 */
public record Access(boolean temporary, @Nullable String device, @Nullable String appPassword) {
  /** Of a client that has shown the account's password and told nothing of itself. */
  public static final Access PLAIN = new Access(false, null, null);

  /** True if it may not change how the account is entered (XEP-0494 §3.1, "normal"). */
  public boolean isRestricted() {
    return temporary || appPassword != null;
  }
}
