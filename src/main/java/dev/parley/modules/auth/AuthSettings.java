package dev.parley.modules.auth;

import dev.parley.core.auth.AccountChanges;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslPolicy;
import dev.parley.core.config.LimitsConfig;
import dev.parley.core.config.ParleyConfig;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the auth service works with.
 *
 * @param config as it is at the time of asking
 * @param credentials where names and passwords are checked
 * @param throttle decides which attempts are looked at
 * @param changes tells which logins under way came too late
 * @param records keeps who has come in, and the tokens
 * @param upgrades makes better keys with the help of clients
 */
public record AuthSettings(
    Supplier<ParleyConfig> config,
    CredentialSource credentials,
    LoginThrottle throttle,
    AccountChanges changes,
    LoginRecords records,
    KeyUpgrades upgrades) {
  private static final Duration MAX_DELAY = Duration.ofSeconds(8);

  SaslPolicy policy() {
    ParleyConfig now = config.get();
    return SaslPolicy.of(now.auth(), now.tls().required(), credentials.offersScram());
  }

  /**
   * How long a failure is held back, in milliseconds.
   *
   * @param failures of the stream, with this one; 0 if none was about a name or a password
   */
  long delayMillis(int failures) {
    ParleyConfig now = config.get();
    if (now.limits().profile() == LimitsConfig.Profile.TRUSTED || failures == 0) {
      return 0;
    }
    long delay = now.auth().failureDelay().toMillis() << Math.min(failures - 1, 10);
    return Math.min(delay, Math.max(MAX_DELAY.toMillis(), now.auth().failureDelay().toMillis()));
  }
}
