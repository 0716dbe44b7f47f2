package dev.parley.core.auth.sasl;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** EXTERNAL with the client's certificate, which TLS has verified (XEP-0178 §2). */
final class ExternalExchange implements SaslExchange {
  private final SaslContext context;
  private boolean answered;

  ExternalExchange(SaslContext context) {
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
    Jid account = account(SaslText.utf8(response));
    return context
        .credentials()
        .standing(account)
        .map(standing -> standing.admit(account, Proof.CERTIFICATE, null));
  }

  private Jid account(String authzid) {
    X509Certificate certificate = context.tls().certificate();
    List<Jid> addresses =
        certificate == null
            ? List.of()
            : XmppAddresses.of(certificate).stream()
                .filter(address -> address.domain().equals(context.domain()))
                .toList();
    if (addresses.isEmpty()) {
      throw new SaslException(
          SaslError.NOT_AUTHORIZED, "Your certificate has no address of this domain");
    }
    if (authzid.isEmpty()) {
      if (addresses.size() > 1) {
        throw new SaslException(
            SaslError.INVALID_AUTHZID, "Your certificate has several addresses: name one");
      }
      return addresses.get(0);
    }
    Jid wanted = Identities.authorization(authzid);
    if (!addresses.contains(wanted)) {
      throw Identities.invalid();
    }
    return wanted;
  }
}
