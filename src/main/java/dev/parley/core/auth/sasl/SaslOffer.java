package dev.parley.core.auth.sasl;

import dev.parley.core.config.AuthConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one stream is offered. It depends on nothing but its arguments, so the stream features and
 * the exchange that follows work with the same offer.
 *
 * @param mechanisms in the order of {@link SaslMechanism}; empty if nothing is possible
 * @param bindingTypes channel bindings (XEP-0440), the preferred first; not empty exactly if a
 *     mechanism with channel binding is offered
 */
public record SaslOffer(List<SaslMechanism> mechanisms, List<String> bindingTypes) {
  /** What the configuration allows to a stream that has TLS where that is required. */
  public static SaslOffer of(AuthConfig config, TlsFacts tls) {
    return of(SaslPolicy.of(config, false, true), tls);
  }

  /** The mechanisms a stream can use (RFC 6120 §6.3.3). */
  public static SaslOffer of(SaslPolicy policy, TlsFacts tls) {
    if (policy.tlsRequired() && !tls.secure()) {
      return new SaslOffer(List.of(), List.of());
    }
    List<SaslMechanism> mechanisms = new ArrayList<>();
    for (SaslMechanism mechanism : SaslMechanism.values()) {
      if (policy.enabled().contains(mechanism.withoutPlus())
          && isPossible(mechanism, policy, tls)) {
        mechanisms.add(mechanism);
      }
    }
    List<String> bindingTypes =
        mechanisms.stream().anyMatch(SaslMechanism::isPlus)
            ? tls.bindings().stream().map(ChannelBinding::type).toList()
            : List.of();
    return new SaslOffer(List.copyOf(mechanisms), bindingTypes);
  }

  private static boolean isPossible(SaslMechanism mechanism, SaslPolicy policy, TlsFacts tls) {
    return switch (mechanism) {
      case SCRAM_SHA_512_PLUS, SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS ->
          policy.channelBinding() && !tls.bindings().isEmpty();
      case SCRAM_SHA_512, SCRAM_SHA_256, SCRAM_SHA_1 -> true;
      case PLAIN -> tls.secure();
      case EXTERNAL -> tls.certificate() != null && !XmppAddresses.of(tls.certificate()).isEmpty();
      case ANONYMOUS -> true;
      // Only within FAST: FastOffer.
      case HT_SHA_256_EXPR, HT_SHA_256_ENDP, HT_SHA_256_NONE -> false;
    };
  }

  /** The same for a client that cannot bind to this connection. */
  public SaslOffer withoutBinding() {
    return new SaslOffer(
        mechanisms.stream().filter(mechanism -> !mechanism.isPlus()).toList(), List.of());
  }

  /**
   * The mechanism a client has chosen.
   *
   * @throws SaslException if it may not use it on this stream
   */
  public SaslMechanism choose(String label, SaslPolicy policy, TlsFacts tls) {
    SaslMechanism mechanism = SaslMechanism.named(label);
    if (mechanism == null) {
      throw new SaslException(SaslError.INVALID_MECHANISM, "This mechanism is not known here");
    }
    if (mechanisms.contains(mechanism)) {
      return mechanism;
    }
    boolean enabled = policy.enabled().contains(mechanism.withoutPlus());
    if (enabled && !tls.secure()) {
      throw new SaslException(SaslError.ENCRYPTION_REQUIRED, "Not without TLS");
    }
    boolean sendsOrProvesPassword = mechanism.hash() != null || mechanism == SaslMechanism.PLAIN;
    if (!enabled && sendsOrProvesPassword) {
      throw new SaslException(SaslError.MECHANISM_TOO_WEAK, "This mechanism is switched off here");
    }
    throw new SaslException(SaslError.INVALID_MECHANISM, "This mechanism was not offered");
  }

  /** The hash over all that was offered, in base64 (XEP-0474 §5.1). */
  String digest(ScramHash hash) {
    String offered = sorted(mechanisms.stream().map(SaslMechanism::label));
    if (!bindingTypes.isEmpty()) {
      offered += '\u001f' + sorted(bindingTypes.stream());
    }
    return Base64.getEncoder()
        .encodeToString(hash.digest(offered.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String sorted(Stream<String> names) {
    return names.sorted().collect(Collectors.joining("\u001e"));
  }
}
