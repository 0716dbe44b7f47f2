package dev.parley.core.auth;

import dev.parley.core.auth.sasl.FastElements;
import dev.parley.core.auth.sasl.FastOffer;
import dev.parley.core.auth.sasl.Proof;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.auth.sasl.TokenSecret;
import dev.parley.core.config.AuthConfig;
import dev.parley.core.storage.AppPasswordStore;
import dev.parley.core.storage.Device;
import dev.parley.core.storage.DeviceStore;
import dev.parley.core.storage.FastToken;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which clients have come in with what, and the tokens that they are given (XEP-0484). */
public final class LoginRecords {
  private static final Duration ROTATION = Duration.ofDays(1);
  private static final int NONCE_LENGTH = 16;

  private final DeviceStore devices;
  private final AppPasswordStore appPasswords;
  private final TokenKeys keys;
  private final Supplier<AuthConfig> config;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Keeps them in a store.
   *
   * @param config as it is at the time of asking
   */
  public LoginRecords(
      DeviceStore devices,
      AppPasswordStore appPasswords,
      TokenKeys keys,
      Supplier<AuthConfig> config,
      Clock clock) {
    this.devices = devices;
    this.appPasswords = appPasswords;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The tokens that a device can show with a mechanism; none if it has not said which it is. */
  public Future<List<TokenSecret>> tokens(
      Jid account, @Nullable String device, SaslMechanism mechanism) {
    if (device == null) {
      return Future.succeededFuture(List.of());
    }
    return devices
        .tokens(account, device)
        .map(all ->
            all.stream()
                .filter(kept -> kept.mechanism().equals(mechanism.label()))
                .map(kept ->
                    new TokenSecret(
                        keys.token(account, device, kept), kept, !kept.expires().isAfter(now())))
                .toList());
  }

  /**
   * A client has come in.
   *
   * @param proof what it has shown
   * @param wishes null if it came by the profile of RFC 6120
   * @param offered mechanisms for which it can have a token
   * @return a token for the client, if it is to have one; fails with {@link SaslException} if what
   *     it has shown is not valid any more
   */
  public Future<Optional<Element>> entered(
      Jid account, Proof proof, @Nullable Wishes wishes, List<SaslMechanism> offered) {
    if (proof.kind() == Proof.Kind.APP_PASSWORD && proof.appPassword() != null) {
      appPasswords.used(account, proof.appPassword(), now());
    }
    String device = wishes == null ? null : wishes.device(account);
    if (wishes == null || device == null || proof.kind() == Proof.Kind.NOTHING) {
      return Future.succeededFuture(Optional.empty());
    }
    TokenSecret shown = proof.token();
    return shown == null
        ? note(account, device, proof, wishes, asked(wishes, offered))
        : used(account, device, proof, wishes, shown.kept(), asked(wishes, offered));
  }

  private static @Nullable String asked(Wishes wishes, List<SaslMechanism> offered) {
    for (SaslMechanism mechanism : offered) {
      if (mechanism.label().equals(wishes.tokenFor())) {
        return mechanism.label();
      }
    }
    return null;
  }

  /** XEP-0484 §3.4 to §3.6. */
  private Future<Optional<Element>> used(
      Jid account,
      String device,
      Proof proof,
      Wishes wishes,
      FastToken token,
      @Nullable String asked) {
    FastElements.Use use = wishes.token() == null ? new FastElements.Use(0, false) : wishes.token();
    boolean isPlain = token.used() && use.count() == 0 && token.count() == 0;
    Future<Boolean> valid =
        isPlain ? Future.succeededFuture(true) : devices.use(account, device, token, use.count());
    return valid.compose(isValid -> {
      if (!isValid) {
        return Future.failedFuture(SaslException.notAuthorized());
      }
      String next = asked == null && !use.invalidate() && isDue(token) ? token.mechanism() : asked;
      Future<Void> ended =
          use.invalidate() ? devices.invalidate(account, device, token) : Future.succeededFuture();
      return ended.compose(gone -> {
        if (next != null) {
          return note(account, device, proof, wishes, next);
        }
        devices.seen(account, device, now());
        return Future.succeededFuture(Optional.empty());
      });
    });
  }

  /** Tokens are replaced long before they expire (XEP-0484 §3.5). */
  private boolean isDue(FastToken token) {
    Duration quarter = Duration.between(token.issued(), token.expires()).dividedBy(4);
    Duration age = Duration.between(token.issued(), now());
    return age.compareTo(quarter.compareTo(ROTATION) < 0 ? quarter : ROTATION) >= 0;
  }

  private Future<Optional<Element>> note(
      Jid account, String id, Proof proof, Wishes wishes, @Nullable String tokenFor) {
    Instant now = now();
    Device device =
        new Device(
            id,
            wishes.agent().software(),
            wishes.agent().device(),
            now,
            now,
            proof.kind() == Proof.Kind.PASSWORD,
            proof.appPassword());
    FastToken token = tokenFor == null ? null : issue(tokenFor, now, proof.appPassword());
    return devices
        .entered(account, device, token)
        .map(noted -> {
          AuthConfig limits = config.get();
          devices.prune(account, now.minus(limits.deviceMemory()), limits.devices());
          return token == null
              ? Optional.empty()
              : Optional.of(FastElements.token(keys.token(account, id, token), token.expires()));
        });
  }

  private FastToken issue(String mechanism, Instant now, @Nullable String appPassword) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    return new FastToken(
        mechanism, nonce, now, now.plus(config.get().tokenLifetime()), false, 0, appPassword);
  }

  /** With what tokens can be shown on a connection; none if there are no tokens. */
  public static List<SaslMechanism> offered(AuthConfig config, TlsFacts tls) {
    return config.tokenLifetime().isZero() ? List.of() : FastOffer.of(config.channelBinding(), tls);
  }
}
