package dev.parley.core.auth.sasl;

import dev.parley.core.storage.AccountKeys.AppKey;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677, XEP-0474, XEP-0515): the client proves that it knows the password, and
 * the server that it knows the account. The server computes two HMACs and a hash, so the exchange
 * may run on an event loop.
 */
final class ScramExchange implements SaslExchange {
  private final ScramHash hash;
  private final boolean plus;
  private final SaslContext context;
  private @Nullable Begun begun;
  private boolean first = true;

  /** What is known after the first message. */
  private record Begun(
      ClientFirst message, String nonce, String serverFirst, Jid account, ScramSecret secret) {}

  ScramExchange(ScramHash hash, boolean plus, SaslContext context) {
    this.hash = hash;
    this.plus = plus;
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
    String message = SaslText.utf8(response);
    if (first) {
      first = false;
      return begin(ClientFirst.parse(message));
    }
    Begun current = begun;
    begun = null;
    if (current == null) {
      throw SaslException.malformed("The exchange is over");
    }
    return Future.succeededFuture(finish(current, ClientFinal.parse(message)));
  }

  private Future<Step> begin(ClientFirst message) {
    checkBinding(message);
    Jid account = Identities.account(message.name(), context.domain());
    Identities.checkAuthorization(message.authzid(), account);
    return context
        .credentials()
        .scramKeys(account, hash)
        .map(secret -> challenge(message, account, secret));
  }

  /** The rules of RFC 5802 §6 for what the client says of channel binding. */
  private void checkBinding(ClientFirst message) {
    if (plus != (message.binding() == ClientFirst.Binding.USED)) {
      throw SaslException.malformed("Mechanism and GS2 header disagree on channel binding");
    }
    if (message.binding() == ClientFirst.Binding.NOT_OFFERED
        && context.offer().mechanisms().stream().anyMatch(SaslMechanism::isPlus)) {
      // It was offered: somebody between us has taken the offer away.
      throw new SaslException(
          SaslError.NOT_AUTHORIZED, "Channel binding was offered, and somebody hid it from you");
    }
    String type = message.bindingType();
    if (type != null && !context.offer().bindingTypes().contains(type)) {
      throw SaslException.unknownBinding(type);
    }
  }

  private Step challenge(ClientFirst message, Jid account, ScramSecret secret) {
    String nonce = message.nonce() + context.nonces().get();
    StringBuilder text = new StringBuilder(160);
    text.append("r=").append(nonce);
    text.append(",s=").append(SaslText.base64(secret.key().salt()));
    text.append(",i=").append(secret.key().iterations());
    if (context.policy().downgradeProtection()) {
      text.append(",h=").append(context.offer().digest(hash));
      String version = context.tls().version();
      if (version != null) {
        // XEP-0515 §4.1; never without XEP-0474 (§5).
        text.append(",t=").append(version);
      }
    }
    String serverFirst = text.toString();
    begun = new Begun(message, nonce, serverFirst, account, secret);
    return new Step.Challenge(SaslText.utf8(serverFirst));
  }

  private Step finish(Begun current, ClientFinal message) {
    byte[] signed =
        SaslText.utf8(
            current.message().bare() + ',' + current.serverFirst() + ',' + message.withoutProof());
    boolean right = MessageDigest.isEqual(expectedBinding(current.message()), message.binding());
    right &= MessageDigest.isEqual(SaslText.utf8(current.nonce()), SaslText.utf8(message.nonce()));
    ScramKey own = current.secret().key();
    boolean isOwn = fits(own, signed, message.proof());
    ScramKey key = isOwn ? own : null;
    Proof proof = Proof.password(own);
    // All are always tried: which one it is does not show in the time.
    for (AppKey other : current.secret().appPasswords()) {
      if (fits(other.key(), signed, message.proof()) && !isOwn) {
        key = other.key();
        proof = Proof.appPassword(other.id());
      }
    }
    if (key == null || !right) {
      throw SaslException.notAuthorized();
    }
    byte[] signature = hash.hmac(key.serverKey(), signed);
    return current
        .secret()
        .standing()
        .admit(current.account(), proof, SaslText.utf8("v=" + SaslText.base64(signature)));
  }

  /** True if the client knows the password of that key (RFC 5802 §3). */
  @SuppressWarnings("ShortCircuitBoolean") // the same time, whatever is wrong
  private boolean fits(ScramKey key, byte[] signed, byte[] proof) {
    byte[] storedKey = key.storedKey();
    byte[] clientKey = hash.hmac(storedKey, signed);
    boolean right = xor(clientKey, proof);
    return right & MessageDigest.isEqual(hash.digest(clientKey), storedKey);
  }

  private byte[] expectedBinding(ClientFirst message) {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(SaslText.utf8(message.header()));
    String type = message.bindingType();
    ChannelBinding binding = type == null ? null : context.tls().binding(type);
    if (binding != null) {
      expected.writeBytes(binding.data());
    }
    return expected.toByteArray();
  }

  /** Puts {@code data} over {@code key}; false if their lengths differ. */
  private static boolean xor(byte[] key, byte[] data) {
    if (key.length != data.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      key[i] ^= data[i];
    }
    return true;
  }
}
