package dev.parley.core.auth.sasl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With what a client may show a token (XEP-0484 §3.1). */
public final class FastOffer {
  private FastOffer() {}

  /**
   * The mechanisms of a stream, strongest first; none without TLS (§6).
   *
   * @param channelBinding whether the configuration allows those with channel binding
   */
  public static List<SaslMechanism> of(boolean channelBinding, TlsFacts tls) {
    if (!tls.secure()) {
      return List.of();
    }
    List<SaslMechanism> mechanisms = new ArrayList<>(3);
    for (SaslMechanism mechanism :
        List.of(SaslMechanism.HT_SHA_256_EXPR, SaslMechanism.HT_SHA_256_ENDP)) {
      String type = binding(mechanism);
      if (channelBinding && type != null && tls.binding(type) != null) {
        mechanisms.add(mechanism);
      }
    }
    mechanisms.add(SaslMechanism.HT_SHA_256_NONE);
    return List.copyOf(mechanisms);
  }

  /** The channel binding of a mechanism; null for none. */
  static @Nullable String binding(SaslMechanism mechanism) {
    return switch (mechanism) {
      case HT_SHA_256_EXPR -> ChannelBinding.EXPORTER;
      case HT_SHA_256_ENDP -> ChannelBinding.SERVER_END_POINT;
      default -> null;
    };
  }

  /**
   * The mechanism a client has chosen for its token.
   *
   * @throws SaslException {@code invalid-mechanism} if it was not offered
   */
  public static SaslMechanism choose(String label, List<SaslMechanism> offered) {
    SaslMechanism mechanism = SaslMechanism.named(label);
    if (mechanism == null || !offered.contains(mechanism)) {
      throw new SaslException(
          SaslError.INVALID_MECHANISM, "This mechanism was not offered for tokens");
    }
    return mechanism;
  }
}
