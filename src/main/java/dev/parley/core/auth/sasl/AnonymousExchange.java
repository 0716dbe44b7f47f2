package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * ANONYMOUS (RFC 4505, XEP-0175): a new address for whoever asks. What the client says of itself
 * ("trace information") is not used for anything.
 */
final class AnonymousExchange implements SaslExchange {
  private static final int MAX_TRACE = 255;
  private final String domain;

  AnonymousExchange(String domain) {
    this.domain = domain;
  }

  @Override
  public Future<Step> start(byte @Nullable [] initial) {
    return respond(initial == null ? new byte[0] : initial);
  }

  @Override
  public Future<Step> respond(byte[] response) {
    String trace = SaslText.utf8(response);
    if (trace.codePointCount(0, trace.length()) > MAX_TRACE) {
      throw SaslException.malformed("Too long");
    }
    Jid account = Jid.of(UUID.randomUUID().toString(), domain, null);
    return Future.succeededFuture(new Step.Success(account, Proof.NOTHING, null));
  }
}
