package dev.parley.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The `auth` block: how clients prove who they are.
 *
 * @param mechanisms mechanisms that take a password, offered where the stream allows them
 * @param channelBinding whether the -PLUS forms are offered too (RFC 5802 §6)
 * @param scramIterations hash rounds of new SCRAM keys; at least 10 000
 * @param external whether client certificates log in (SASL EXTERNAL, XEP-0178)
 * @param externalAuthorities PEM file of the authorities that client certificates must come from;
 *     null only if {@code external} is off
 * @param anonymous whether strangers get a temporary account (SASL ANONYMOUS, XEP-0175)
 * @param hashingThreads threads that hash passwords; 0 takes one per processor
 * @param failureDelay how long the first failed attempt is held back; doubled by each further one
 * @param tokenLifetime how long a token logs in that is not renewed (XEP-0484); nothing for no
 *     tokens
 * @param deviceMemory how long a device is remembered that is not seen (XEP-0494)
 * @param devices of one account that are remembered
 * @param appPasswords of one account
 */
public record AuthConfig(
    List<Mechanism> mechanisms,
    boolean channelBinding,
    int scramIterations,
    boolean external,
    @Nullable Path externalAuthorities,
    boolean anonymous,
    int hashingThreads,
    Duration failureDelay,
    Duration tokenLifetime,
    Duration deviceMemory,
    int devices,
    int appPasswords) {
  public static final AuthConfig DEFAULT =
      new AuthConfig(
          List.of(Mechanism.values()),
          true,
          10_000,
          false,
          null,
          false,
          0,
          Duration.ofMillis(500),
          Duration.ofDays(30),
          Duration.ofDays(180),
          50,
          20);

  public AuthConfig {
    mechanisms = List.copyOf(mechanisms);
    Check.range("scramIterations", scramIterations, 10_000, 10_000_000);
    Check.range("hashingThreads", hashingThreads, 0, 256);
    Check.that(
        !external || externalAuthorities != null,
        "externalAuthorities",
        "must name a PEM file when auth.external is true");
    Check.that(
        !mechanisms.isEmpty() || external || anonymous,
        "mechanisms",
        "must not be empty while auth.external and auth.anonymous are off: nobody could log in");
    Check.that(!failureDelay.isNegative(), "failureDelay", "must not be negative");
    Check.that(!tokenLifetime.isNegative(), "tokenLifetime", "must not be negative");
    Check.that(
        deviceMemory.compareTo(tokenLifetime) >= 0,
        "deviceMemory",
        "must not be shorter than auth.tokenLifetime: a device that is forgotten loses its token");
    Check.range("devices", devices, 1, 1_000);
    Check.range("appPasswords", appPasswords, 0, 100);
  }

  /** Mechanisms that take a password, the best first. */
  public enum Mechanism {
    SCRAM_SHA_512,
    SCRAM_SHA_256,
    SCRAM_SHA_1,
    PLAIN;

    /** The name on the wire, for example {@code SCRAM-SHA-256}. */
    public String wireName() {
      return name().replace('_', '-');
    }
  }
}
