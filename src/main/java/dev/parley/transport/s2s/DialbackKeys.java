package dev.parley.transport.s2s;

import dev.parley.protocol.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks dialback keys, which need no memory: the secret is enough (XEP-0185). */
public final class DialbackKeys {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * Keys of one installation.
   *
   * @param secret random, and the same on all nodes
   */
  public DialbackKeys(byte[] secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
      // The hexadecimal digits are the key, not the bytes (XEP-0185 §2).
      String digits = HexFormat.of().formatHex(hash);
      this.key = new SecretKeySpec(digits.getBytes(StandardCharsets.US_ASCII), HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The key that shows that a stream is ours. No domain holds a space, so no two streams share one.
   *
   * @param receiving the domain that is asked to believe
   * @param originating our domain
   * @param stream the id that the receiving server has given to the stream
   */
  String of(Jid receiving, Jid originating, String stream) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      String text = receiving + " " + originating + " " + stream;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a key is ours; takes the same time for every wrong one. */
  boolean isValid(String given, Jid receiving, Jid originating, String stream) {
    byte[] right = of(receiving, originating, stream).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(right, given.strip().getBytes(StandardCharsets.UTF_8));
  }
}
