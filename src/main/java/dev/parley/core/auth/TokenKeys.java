package dev.parley.core.auth;

import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.storage.FastToken;
import dev.parley.protocol.jid.Jid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Makes the tokens of clients from what is stored of them and the secret of the server. So whoever
 * reads the database has no token, and whoever writes to it cannot make one.
 */
public final class TokenKeys {
  private static final ScramHash HASH = ScramHash.SHA_256;

  private final byte[] key;

  /**
   * Derives all tokens from a secret.
   *
   * @param secret at least 16 bytes that nobody knows; the same after a restart
   */
  public TokenKeys(byte[] secret) {
    this.key = HASH.hmac(secret, "tokens".getBytes(StandardCharsets.US_ASCII));
  }

  /** The token: 43 characters that depend on all that makes it valid. */
  String token(Jid account, String device, FastToken kept) {
    String appPassword = kept.appPassword() == null ? "" : kept.appPassword();
    byte[] text =
        String.join("\0", account.toString(), device, kept.mechanism(), appPassword)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(text.length + 1 + 8 + kept.nonce().length);
    message.put(text).put((byte) 0).putLong(kept.expires().toEpochMilli()).put(kept.nonce());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HASH.hmac(key, message.array()));
  }
}
