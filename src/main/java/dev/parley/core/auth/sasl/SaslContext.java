package dev.parley.core.auth.sasl;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * All that an exchange knows of the stream it runs on.
 *
 * @param domain the domain whose accounts log in
 * @param offer what the client was offered
 * @param policy what the configuration allows
 * @param tls the encryption of the stream
 * @param credentials where names and passwords are checked
 * @param nonces fresh random text without comma, at least 128 bits each
 */
public record SaslContext(
    String domain,
    SaslOffer offer,
    SaslPolicy policy,
    TlsFacts tls,
    CredentialSource credentials,
    Supplier<String> nonces) {
  /** The server's side of one authentication with an offered mechanism. */
  public SaslExchange exchange(SaslMechanism mechanism) {
    return switch (mechanism) {
      case EXTERNAL -> new ExternalExchange(this);
      case SCRAM_SHA_512_PLUS, SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS ->
          new ScramExchange(hash(mechanism), true, this);
      case SCRAM_SHA_512, SCRAM_SHA_256, SCRAM_SHA_1 ->
          new ScramExchange(hash(mechanism), false, this);
      case PLAIN -> new PlainExchange(this);
      case ANONYMOUS -> new AnonymousExchange(domain);
      case HT_SHA_256_EXPR, HT_SHA_256_ENDP, HT_SHA_256_NONE -> new TokenExchange(mechanism, this);
    };
  }

  private static ScramHash hash(SaslMechanism mechanism) {
    return Objects.requireNonNull(mechanism.hash());
  }
}
