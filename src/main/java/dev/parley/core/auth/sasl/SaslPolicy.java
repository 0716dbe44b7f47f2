package dev.parley.core.auth.sasl;

import dev.parley.core.config.AuthConfig;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What the configuration allows.
 *
 * @param enabled mechanisms; those with channel binding come with their plain form
 * @param tlsRequired true if nobody logs in without TLS
 * @param channelBinding true if the mechanisms with channel binding are offered where they can be
 * @param downgradeProtection true if SCRAM carries a hash of what was offered (XEP-0474)
 */
public record SaslPolicy(
    Set<SaslMechanism> enabled,
    boolean tlsRequired,
    boolean channelBinding,
    boolean downgradeProtection) {
  /** SCRAM with all hashes and PLAIN, over TLS. */
  public static final SaslPolicy DEFAULT =
      new SaslPolicy(
          Set.of(
              SaslMechanism.SCRAM_SHA_512,
              SaslMechanism.SCRAM_SHA_256,
              SaslMechanism.SCRAM_SHA_1,
              SaslMechanism.PLAIN),
          true,
          true,
          true);

  public SaslPolicy {
    enabled = Set.copyOf(enabled);
  }

  /**
   * What the configuration says.
   *
   * @param tlsRequired true if nobody logs in without TLS
   * @param scram true if the keys of SCRAM are at hand, false if passwords are checked elsewhere
   */
  public static SaslPolicy of(AuthConfig config, boolean tlsRequired, boolean scram) {
    Set<SaslMechanism> enabled = EnumSet.noneOf(SaslMechanism.class);
    for (AuthConfig.Mechanism configured : config.mechanisms()) {
      SaslMechanism mechanism = Objects.requireNonNull(SaslMechanism.named(configured.wireName()));
      if (scram || mechanism.hash() == null) {
        enabled.add(mechanism);
      }
    }
    if (config.external()) {
      enabled.add(SaslMechanism.EXTERNAL);
    }
    if (config.anonymous()) {
      enabled.add(SaslMechanism.ANONYMOUS);
    }
    return new SaslPolicy(enabled, tlsRequired, config.channelBinding(), true);
  }
}
