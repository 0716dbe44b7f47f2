package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HT mechanisms (draft-schmaus-kitten-sasl-ht): the client shows that it has a token, in one
 * message, and the server that it knows it.
 */
final class TokenExchange implements SaslExchange {
  private static final ScramHash HASH = ScramHash.SHA_256;

  /** Somebody without a token costs as much as somebody with one. */
  private static final String NO_TOKEN = "no token";

  private final SaslMechanism mechanism;
  private final SaslContext context;

  TokenExchange(SaslMechanism mechanism, SaslContext context) {
    this.mechanism = mechanism;
    this.context = context;
  }

  @Override
  public Future<Step> start(byte @Nullable [] initial) {
    if (initial == null) {
      throw SaslException.malformed("The client speaks first");
    }
    int end = 0;
    while (end < initial.length && initial[end] != 0) {
      end++;
    }
    if (end == 0 || end == initial.length) {
      throw SaslException.malformed("Expected a name, NUL and a hash");
    }
    String name = SaslText.utf8(Arrays.copyOf(initial, end));
    byte[] hash = Arrays.copyOfRange(initial, end + 1, initial.length);
    Jid account = Identities.account(name, context.domain());
    return context
        .credentials()
        .tokens(account, mechanism)
        .map(tokens -> check(account, tokens, hash));
  }

  private Step check(Jid account, List<TokenSecret> tokens, byte[] hash) {
    TokenSecret shown = null;
    MessageDigest.isEqual(prove("Initiator", NO_TOKEN), hash);
    for (TokenSecret token : tokens) {
      if (MessageDigest.isEqual(prove("Initiator", token.text()), hash)) {
        shown = token;
      }
    }
    if (shown == null) {
      throw SaslException.notAuthorized();
    }
    if (shown.isExpired()) {
      throw new SaslException(SaslError.CREDENTIALS_EXPIRED, "Your token has expired");
    }
    return new Step.Success(account, Proof.token(shown), prove("Responder", shown.text()));
  }

  private byte[] prove(String who, String token) {
    byte[] role = who.getBytes(StandardCharsets.US_ASCII);
    String type = FastOffer.binding(mechanism);
    ChannelBinding binding = type == null ? null : context.tls().binding(type);
    byte[] data = binding == null ? new byte[0] : binding.data();
    byte[] message = Arrays.copyOf(role, role.length + data.length);
    System.arraycopy(data, 0, message, role.length, data.length);
    return HASH.hmac(token.getBytes(StandardCharsets.UTF_8), message);
  }

  @Override
  public Future<Step> respond(byte[] response) {
    throw SaslException.malformed("The exchange is over");
  }
}
