package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** PLAIN (RFC 4616): the password itself, under the protection of TLS. */
final class PlainExchange implements SaslExchange {
  private final SaslContext context;
  private boolean answered;

  PlainExchange(SaslContext context) {
    this.context = context;
  }

  @Override
  public Future<Step> start(byte @Nullable [] initial) {
    return initial == null
        ? Future.succeededFuture(new Step.Challenge(new byte[0]))
        : respond(initial);
  }

  @Override
  public Future<Step> respond(byte[] response) {
    if (answered) {
      throw SaslException.malformed("The exchange is over");
    }
    answered = true;
    String message = SaslText.utf8(response);
    int name = message.indexOf('\0') + 1;
    int password = message.indexOf('\0', name) + 1;
    if (name == 0 || password <= name + 1 || message.indexOf('\0', password) >= 0) {
      throw SaslException.malformed("Expected an address or nothing, NUL, name, NUL, password");
    }
    Jid account = Identities.account(message.substring(name, password - 1), context.domain());
    Identities.checkAuthorization(message.substring(0, name - 1), account);
    return context
        .credentials()
        .checkPassword(account, message.substring(password))
        .map(checked -> checked.standing().admit(account, checked.proof(), null));
  }
}
