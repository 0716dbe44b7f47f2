package dev.parley.core.config;

import java.time.Duration;

/**
 * Failed attempts to log in. 0 is no limit, except for one stream.
 *
 * @param failuresPerStream failures that a stream survives, one less than this; at least 2 (RFC
 *     6120 §6.4.5)
 * @param failuresPerAddress failures of one address within the window; more are not looked at
 * @param failuresPerPrefix failures of one prefix within the window
 * @param failuresPerAccount failures for one account within the window, from addresses that it has
 *     not logged in from
 * @param window over which failures are counted
 */
public record LoginLimits(
    int failuresPerStream,
    int failuresPerAddress,
    int failuresPerPrefix,
    int failuresPerAccount,
    Duration window) {
  public static final LoginLimits DEFAULT = new LoginLimits(5, 20, 100, 50, Duration.ofMinutes(10));
  public static final LoginLimits NONE = new LoginLimits(5, 0, 0, 0, Duration.ofMinutes(10));

  public LoginLimits {
    Check.range("failuresPerStream", failuresPerStream, 2, 100);
    Check.range("failuresPerAddress", failuresPerAddress, 0, 1_000_000);
    Check.range("failuresPerPrefix", failuresPerPrefix, 0, 1_000_000);
    Check.range("failuresPerAccount", failuresPerAccount, 0, 1_000_000);
    Check.positive("window", window);
  }
}
